// The page's own behaviour: opening sources, walking through claims, asking by a button.
// Markup comes from the server, escaped there; nothing here builds markup from words.
"use strict";

(() => {
  const NARROW = window.matchMedia("(max-width: 899px)");
  const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");
  const MOST_KEPT = 60; // sources whose markup is kept ready

  const ready = new Map(); // key of a source -> markup, or a promise of it
  const keptOpen = new Set(); // data-keep of every <details> a person has opened
  let shown = null; // { key, turn, claim, chip } of the source that is open
  let cameFrom = null; // where the focus goes back to when the source closes
  let turns = 0;
  let answered = null; // the last question whose answer has a source
  let chosen = false; // whether a person chose the source that is open

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const composer = () => one("#question textarea");
  const panel = () => one("#source");
  // What is in view: a conversation, a checked text or a briefing.
  const view = () => one(`#${document.body.dataset.view ?? "ask"}`);
  const turnOf = (element) => element?.closest("[data-turn]") ?? null;

  // Sources ------------------------------------------------------------------------------

  function fetchSource(key) {
    if (!ready.has(key)) {
      const coming = window.bylinePage.files.source(key).then(
        (markup) => (ready.set(key, markup), markup),
        (error) => { ready.delete(key); throw error; },
      );
      ready.set(key, coming);
      if (ready.size > MOST_KEPT) ready.delete(ready.keys().next().value);
    }
    return ready.get(key);
  }

  // One after another, so that a click never waits behind a crowd of requests.
  let fetching = Promise.resolve();
  function prepareSources() {
    if (!window.bylinePage?.files) return;
    for (const button of all(".view [data-turn] [data-source]").slice(-MOST_KEPT / 2)) {
      const key = button.dataset.source;
      if (!ready.has(key)) fetching = fetching.then(() => fetchSource(key)).catch(() => {});
    }
  }

  async function openSource(button, { takeFocus = true, byItself = false, key = button.dataset.source } = {}) {
    const claim = button.closest(".claim");
    const turn = turnOf(button);
    if (!panel().classList.contains("open")) cameFrom = byItself ? null : button;
    shown = {
      key,
      turn: turn?.dataset.turn ?? null,
      claim: claim ? claimsOf(turn).indexOf(claim) : -1,
    };
    panel().classList.add("open");
    const wanted = shown;
    let markup = ready.get(key);
    if (typeof markup !== "string") {
      try {
        markup = await fetchSource(key);
      } catch {
        markup = null;
      }
      if (shown !== wanted) return;
    }
    const article = one("#source-panel .source-article");
    if (markup === null) article.textContent = "The article could not be fetched. Is Byline still running?";
    else article.innerHTML = markup;
    showPlace(claim, turn);
    showCited(article);
    markShown();
    if (NARROW.matches) beSheet(true);
    if (NARROW.matches && takeFocus) focusWhenShown(one("#source-panel [data-close]"));
  }

  window.bylineSource = {
    open: (key, button) => openSource(button, { key }),
    key: () => shown?.key ?? null,
  };

  // What has just been shown takes the focus only after the next drawing.
  function focusWhenShown(button, tries = 10) {
    button.focus();
    if (document.activeElement !== button && tries > 0) {
      window.requestAnimationFrame(() => focusWhenShown(button, tries - 1));
    }
  }

  function showCited(article) {
    const view = one(".article-text", article);
    const cited = view && one("mark.cited", view);
    if (!cited) return;
    const box = cited.getBoundingClientRect();
    const frame = view.getBoundingClientRect();
    view.scrollTop = Math.max(0, box.top - frame.top - Math.max(24, (frame.height - box.height) / 3));
  }

  // Below the article: which claim this is, its verdict and the reasons for it.
  function showPlace(claim, turn) {
    const footer = one("#source-panel .source-footer");
    footer.replaceChildren();
    footer.hidden = !claim;
    if (!claim) return;
    const claims = claimsOf(turn);
    const line = element("div", "claim-place");
    const at = claims.indexOf(claim);
    if (claims.length > 1) line.append(stepButton(-1, "‹", "Previous claim", at > 0));
    line.append(element("span", "claim-number", `Claim ${at + 1} of ${claims.length}`));
    if (claims.length > 1) line.append(stepButton(1, "›", "Next claim", at < claims.length - 1));
    const verdict = one(".verdict", claim);
    if (verdict) line.append(verdict.cloneNode(true));
    footer.append(line);
    const checks = one(".reasons .checks", claim);
    if (checks) {
      const why = element("details", "why");
      why.dataset.keep = "why";
      why.open = keptOpen.has("why");
      why.append(element("summary", "", "Why?"), checks.cloneNode(true));
      footer.append(why);
    }
  }

  function element(name, className, text = "") {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function stepButton(step, sign, label, possible) {
    const button = element("button", "step", sign);
    button.type = "button";
    button.dataset.step = String(step);
    button.setAttribute("aria-label", label);
    button.disabled = !possible;
    return button;
  }

  function closeSource() {
    if (!panel().classList.contains("open") && !panel().classList.contains("shelf-open")) return false;
    panel().classList.remove("open", "shelf-open");
    beSheet(false);
    shown = null;
    chosen = false;
    markShown();
    (cameFrom?.isConnected ? cameFrom : document.body.dataset.view === "ask" ? composer() : one(`#tab-${document.body.dataset.view}`))?.focus({ preventScroll: true });
    cameFrom = null;
    return true;
  }

  // On a narrow page the source lies over the conversation, which cannot be reached meanwhile.
  function beSheet(open) {
    for (const each of all(".view")) each.toggleAttribute("inert", open);
    one("#top")?.toggleAttribute("inert", open);
    if (open) {
      panel().setAttribute("role", "dialog");
      panel().setAttribute("aria-modal", "true");
    } else {
      panel().setAttribute("role", "complementary");
      panel().removeAttribute("aria-modal");
    }
  }

  function markShown() {
    for (const button of all(".view .chip")) {
      const turn = turnOf(button);
      const claim = claimsOf(turn).indexOf(button.closest(".claim"));
      const isShown = shown?.key === button.dataset.source && shown.claim === claim
        && shown.turn === (turn?.dataset.turn ?? null);
      if (isShown) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    for (const claim of all(".view .claim")) {
      const turn = turnOf(claim);
      const isShown = Boolean(turn) && shown?.turn === turn.dataset.turn
        && claimsOf(turn)[shown.claim] === claim;
      claim.classList.toggle("shown", isShown);
    }
  }

  // Claims -------------------------------------------------------------------------------

  const claimsOf = (within) => all(".claim", within ?? view())
    .filter((claim) => claim.checkVisibility());

  function stepTo(step, within) {
    const claims = claimsOf(within);
    if (!claims.length) return;
    const current = claims.findIndex((c) => c.contains(document.activeElement));
    const open = claims.findIndex((c) => c.classList.contains("shown"));
    const from = current >= 0 ? current : open;
    const next = claims[Math.min(claims.length - 1, Math.max(0, from < 0 ? 0 : from + step))];
    if (!NARROW.matches) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest", behavior: STILL.matches ? "auto" : "smooth" });
    }
    const chip = one(".chip", next);
    if (panel().classList.contains("open") && chip) openSource(chip, { takeFocus: false });
  }

  // What a person does -------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.dataset.source !== undefined) {
      chosen = true;
      openSource(button);
    }
    else if (button.dataset.ask !== undefined) window.bylinePage?.chat?.act({ question: button.dataset.ask });
    else if (button.dataset.close !== undefined) closeSource();
    else if (button.dataset.step !== undefined) {
      stepTo(Number(button.dataset.step), one(`[data-turn="${shown?.turn}"]`));
    } else if (button.dataset.shelf !== undefined) showShelf(button);
    else if (button.dataset.copy !== undefined) copy(button);
  });

  function showShelf(button) {
    if (document.body.dataset.view === "articles") {
      one("#articles .shelf-entry")?.focus();
      return;
    }
    cameFrom = button;
    panel().classList.remove("open");
    panel().classList.add("shelf-open");
    shown = null;
    markShown();
    if (NARROW.matches) beSheet(true);
    focusWhenShown(one(NARROW.matches ? "#shelf [data-close]" : "#shelf .shelf-entry"));
  }

  async function copy(button) {
    const words = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
    } catch {
      button.textContent = "The browser does not allow copying";
    }
    window.setTimeout(() => { button.textContent = words; }, 2000);
  }

  // What a person opens stays open when the conversation is drawn again.
  document.addEventListener("click", (event) => {
    const details = event.target.closest?.("summary")?.parentElement;
    const key = details?.dataset.keep;
    if (key === undefined) return;
    if (details.open) keptOpen.delete(key);
    else keptOpen.add(key);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest?.("textarea, input, select, [contenteditable]");
    if (event.key === "Escape") {
      if (!closeSource()) event.target.blur?.();
      return;
    }
    if (typing) return;
    const act = {
      "/": () => {
        window.bylineViews.show("ask");
        composer()?.focus();
      },
      j: () => stepTo(1),
      k: () => stepTo(-1),
      Enter: () => {
        const claim = event.target.classList.contains("claim") ? event.target : null;
        const chip = claim && one(".chip", claim);
        if (chip) openSource(chip);
        return chip !== null;
      },
    }[event.key];
    if (act && act() !== false) event.preventDefault();
  });

  // What the server does -----------------------------------------------------------------

  function afterChange() {
    for (const details of all(".view details[data-keep]")) {
      if (keptOpen.has(details.dataset.keep) && !details.open) details.open = true;
    }
    const present = all("#conversation .turn");
    if (present.length > turns) {
      const last = present[present.length - 1];
      const view = one("#conversation");
      view.scrollTo({ top: last.offsetTop, behavior: STILL.matches || turns === 0 ? "auto" : "smooth" });
    }
    if (present.length !== turns) takeOutOfComposer(present[present.length - 1]);
    turns = present.length;
    openFirstSource(present[present.length - 1]);
    markShown();
    nameButtons();
    prepareSources();
  }

  // On a wide page the first source of a new answer opens beside it, once. What a person chose to
  // read stays.
  function openFirstSource(turn) {
    const chip = turn && one(".chip", turn);
    if (!turn) answered = null;
    if (!chip) return;
    const answer = `${turn.dataset.turn} ${one(".question", turn).textContent}`;
    if (answer === answered) return;
    answered = answer;
    if (!NARROW.matches && !chosen) openSource(chip, { takeFocus: false, byItself: true });
  }

  // A question that stands in the conversation leaves the line; one that was too long stays.
  function takeOutOfComposer(turn) {
    const line = composer();
    const words = (text) => text.trim().replace(/\s+/g, " ");
    if (!turn || !line || words(line.value) !== words(one(".question", turn).textContent)) return;
    line.value = "";
    line.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Gradio draws these two without a name for those who do not see them.
  function nameButtons() {
    one("#question .submit-button")?.setAttribute("aria-label", "Ask");
    one("#question .stop-button")?.setAttribute("aria-label", "Stop");
  }

  let planned = false;
  const observer = new MutationObserver(() => {
    if (planned) return;
    planned = true;
    window.requestAnimationFrame(() => { planned = false; afterChange(); });
  });

  // Gradio builds the page after this script has run.
  function whenBuilt() {
    const talk = one("#conversation");
    if (!talk || !panel() || !one("#question") || !window.bylineViews) return window.setTimeout(whenBuilt, 30);
    observer.observe(talk, { childList: true, subtree: true, characterData: true });
    observer.observe(one("#question"), { childList: true, subtree: true });
    for (const each of all(".view:not(#ask)")) observer.observe(each, { childList: true, subtree: true });
    panel().setAttribute("aria-label", "Source");
    panel().setAttribute("role", "complementary");
    talk.setAttribute("tabindex", "-1");
    NARROW.addEventListener("change", () => beSheet(NARROW.matches && panel().matches(".open, .shelf-open")));
    afterChange();
    return undefined;
  }
  whenBuilt();
})();
