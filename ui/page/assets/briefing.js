// The briefing: preparing it, editing a sentence, quoting an article, verifying a file.
"use strict";

(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const act = (given) => window.bylinePage.brief.act(given);
  const { send, takers, complain } = window.bylineViews;

  async function prepare(button) {
    complain(one("#brief-form"), "");
    const given = {
      act: button.dataset.brief,
      topic: one("#brief-topic").value,
      length: one("#brief-length").value,
    };
    const since = given.act === "topic" ? [...one("#brief-since").files] : [];
    if (!(await take("#brief-form", since, given, "since"))) return;
    act(given);
  }

  // A briefing and its receipt, if it came with one, are sent before what is to be done with them.
  async function take(place, files, given, key) {
    if (!files.length) return true;
    const receipt = files.find((file) => file.name.endsWith(".json"));
    const briefing = files.find((file) => file !== receipt);
    complain(one(place), briefing ? "" : "Choose the briefing itself; the receipt may come with it.");
    if (!briefing) return false;
    try {
      given[key] = await send(briefing.name, briefing);
      if (receipt) given.beside = await send(receipt.name, receipt);
    } catch (error) {
      complain(one(place), `${briefing.name}: ${error.message}`);
    }
    return given[key] !== undefined;
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.id === "brief-topic" && event.key === "Enter" && !event.isComposing) {
      prepare(one('[data-brief="topic"]'));
    }
  });

  // A sentence is edited in its place; it is checked when it is kept.
  function edit(item, open) {
    const form = one(".edit-form", item);
    form.hidden = !open;
    one(".sentence", item).hidden = open;
    if (open) {
      const field = one("textarea", form);
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    } else {
      one("[data-edit]", item).focus();
    }
  }

  function keep(form) {
    one("[data-keep-edit]", form).textContent = "Checking…";
    act({ act: "edit", number: form.dataset.number, text: one("textarea", form).value });
  }

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".edit-form");
    if (!form) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing
        && event.target.tagName === "TEXTAREA") {
      event.preventDefault();
      keep(form);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      edit(form.closest(".claim"), false);
    }
  }, true);

  function addQuotation(form) {
    const words = one("#quote-words").value;
    complain(form, words.trim() ? "" : "There are no words yet.");
    if (!words.trim()) return;
    act({
      act: "quote",
      article: one("#quote-article").value,
      section: one("#quote-section").value,
      words,
    });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button || !button.closest("#brief")) return;
    if (button.dataset.brief !== undefined) prepare(button);
    else if (button.dataset.edit !== undefined) edit(button.closest(".claim"), true);
    else if (button.dataset.cancelEdit !== undefined) edit(button.closest(".claim"), false);
    else if (button.dataset.keepEdit !== undefined) keep(button.closest(".edit-form"));
    else if (button.dataset.addQuotation !== undefined) addQuotation(button.closest("details"));
    else if (button.dataset.readArticle !== undefined) {
      window.bylineSource.open(`${one("#quote-article").value}:0:0`, button);
    }
  });

  // Words that are selected in the article beside it go into the form, while it is open.
  document.addEventListener("selectionchange", () => {
    const words = one(".adding[open] #quote-words");
    const chosen = document.getSelection();
    const text = chosen.anchorNode?.parentElement?.closest("#source-panel .article-text");
    const key = window.bylineSource?.key();
    if (!words || !text || !key || !chosen.toString().trim()) return;
    words.value = chosen.toString();
    const article = one("#quote-article");
    if ([...article.options].some((option) => option.value === key.split(":")[0])) {
      article.value = key.split(":")[0];
    }
  });

  takers.set("receipt", async (files) => {
    const given = { act: "verify" };
    if (!files.length || !(await take("#brief-verify", files, given, "key"))) return;
    act(given);
    one("#brief").scrollTo({ top: 0 });
  });
})();
