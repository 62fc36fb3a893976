// The four views of the page, and files: dropped, sent in pieces, handed out.
"use strict";

(() => {
  const PIECE = 120_000; // bytes; in base64 it fits into one request
  const LARGEST = 25_000_000; // bytes of one file

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Views --------------------------------------------------------------------------------

  const tabs = () => all(".view-tab");

  function show(view, { focus = false } = {}) {
    document.body.dataset.view = view;
    for (const tab of tabs()) {
      const chosen = tab.dataset.view === view;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen && focus) tab.focus();
    }
    document.dispatchEvent(new CustomEvent("byline:view", { detail: view }));
  }

  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.(".view-tab, [data-go]");
    if (tab) show(tab.dataset.view ?? tab.dataset.go);
  });

  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.(".view-tab");
    const row = tabs().indexOf(tab);
    if (row < 0) return;
    const last = tabs().length - 1;
    const next = { ArrowRight: row === last ? 0 : row + 1, ArrowLeft: row === 0 ? last : row - 1,
      Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    show(tabs()[next].dataset.view, { focus: true });
  });

  // Files that go in ---------------------------------------------------------------------

  function inBase64(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return window.btoa(text);
  }

  function newKey() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // The key of a file that has arrived; an error with a sentence for a person where it has not.
  async function send(name, blob, tell = () => {}) {
    if (blob.size > LARGEST) throw new Error(`It has more than ${LARGEST / 1e6} MB.`);
    const key = newKey();
    let at = 0;
    do {
      const bytes = new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer());
      let problem;
      try {
        problem = await window.bylinePage.files.piece({ key, name, piece: inBase64(bytes) });
      } catch {
        problem = "It could not be sent. Is Byline still running?";
      }
      if (problem) throw new Error(problem);
      at += PIECE;
      tell(Math.min(1, at / Math.max(1, blob.size)));
    } while (at < blob.size);
    return key;
  }

  // What takes files: its name -> what is done with a list of them.
  const takers = new Map();

  document.addEventListener("click", (event) => {
    const name = event.target.closest?.("[data-pick]")?.dataset.pick;
    if (name) one(`[data-picked="${name}"]`).click();
  });

  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.picked;
    if (!name || !event.target.files.length) return;
    takers.get(name)?.([...event.target.files]);
    event.target.value = "";
  });

  // A file that is dropped anywhere else would make the browser leave the page.
  const placeOf = (event) => event.target.closest?.("[data-drop]")
    ?? all("[data-drop]").find((place) => place.checkVisibility());

  document.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    placeOf(event)?.classList.add("dragged-over");
  });

  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null || !event.target.closest?.("[data-drop]")) endDrag();
  });

  document.addEventListener("drop", (event) => {
    endDrag();
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const place = placeOf(event);
    if (place) takers.get(place.dataset.drop)?.([...event.dataTransfer.files]);
  });

  function endDrag() {
    for (const place of all(".dragged-over")) place.classList.remove("dragged-over");
  }

  // Files that come out ------------------------------------------------------------------

  let handedOut = new Set();

  function handOut(made) {
    if (handedOut.has(made.dataset.number)) return;
    handedOut.add(made.dataset.number);
    const bytes = Uint8Array.from(window.atob(made.dataset.file), (c) => c.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: made.dataset.type }));
    const link = document.createElement("a");
    link.href = address;
    link.download = made.dataset.name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  // Buttons of a tab ---------------------------------------------------------------------

  // A button says what it asks for by data-act and data-tab; what else it carries goes along.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-act]");
    if (!button) return;
    const { tab, ...given } = button.dataset;
    if (given.sure && !window.confirm(given.sure)) return;
    window.bylinePage?.[tab]?.act({ ...given });
  });

  document.addEventListener("change", (event) => {
    if (event.target.dataset?.onlyProblems === undefined) return;
    event.target.closest("[data-turn]").classList.toggle("only-problems", event.target.checked);
    const key = event.target.dataset.onlyProblems;
    if (key && event.target.checked) onlyProblems.add(key);
    else onlyProblems.delete(key);
  });

  // A turn that is drawn again shows what it showed.
  const onlyProblems = new Set();
  function keepOnlyProblems() {
    for (const box of all("[data-only-problems]")) {
      if (!onlyProblems.has(box.dataset.onlyProblems)) continue;
      box.checked = true;
      box.closest("[data-turn]").classList.add("only-problems");
    }
  }

  // Limits of the next questions ---------------------------------------------------------

  document.addEventListener("change", (event) => {
    const form = event.target.dataset?.limit && event.target.closest(".limit-form");
    if (!form) return;
    const given = { act: "limit" };
    for (const field of all("[data-limit]", form)) given[field.dataset.limit] = field.value;
    window.bylinePage.limits.act(given);
  });

  document.addEventListener("click", (event) => {
    const question = event.target.closest?.("[data-edit-question]")?.dataset.editQuestion;
    const dropped = event.target.closest?.("#limits [data-what]")?.dataset.what;
    const field = dropped && one(`[data-limit="${dropped}"]`);
    if (field) field.value = "";
    if (question === undefined) return;
    const line = one("#question textarea");
    line.value = question;
    line.dispatchEvent(new Event("input", { bubbles: true }));
    line.focus();
  });

  // A draft to check ---------------------------------------------------------------------

  const draft = () => one("#draft-text");

  function complain(within, words) {
    one(".drop-problem", within).textContent = words;
  }

  takers.set("draft", async ([file]) => {
    complain(one("#draft"), "");
    try {
      const read = await window.bylinePage.draft.draft(await send(file.name, file));
      if (read.problem) complain(one("#draft"), read.problem);
      else draft().value = read.text;
    } catch (error) {
      complain(one("#draft"), `${file.name}: ${error.message}`);
    }
    draft().focus();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-send-draft]");
    if (!button) return;
    complain(one("#draft"), "");
    if (!/[\p{L}\p{N}]/u.test(draft().value)) {
      complain(one("#draft"), "There is no text yet.");
      draft().focus();
      return;
    }
    button.disabled = true;
    try {
      const key = await send("draft.txt", new Blob([draft().value]));
      window.bylinePage.check.act({ act: "check", key });
    } catch (error) {
      complain(one("#draft"), error.message);
    }
    button.disabled = false;
  });

  // What is drawn anew -------------------------------------------------------------------

  const observer = new MutationObserver((changes) => {
    for (const { target } of changes) {
      for (const made of all("[data-file]", target.closest(".outbox") ?? document.createElement("i"))) {
        handOut(made);
      }
    }
    keepOnlyProblems();
    const wanted = one("[data-focus]");
    if (wanted) {
      wanted.removeAttribute("data-focus");
      wanted.focus();
    }
  });

  function whenBuilt() {
    if (!one("#desk") || !one(".view-tab")) return window.setTimeout(whenBuilt, 30);
    for (const tab of tabs()) {
      const panel = one(`#${tab.dataset.view}`);
      panel?.setAttribute("role", "tabpanel");
      panel?.setAttribute("aria-labelledby", tab.id);
    }
    for (const box of all(".outbox, #conversation, #earlier, #brief, #articles")) {
      observer.observe(box, { childList: true, subtree: true });
    }
    show(document.body.dataset.view ?? "ask");
    return undefined;
  }
  whenBuilt();

  window.bylineViews = { show, send, takers, complain };
})();
