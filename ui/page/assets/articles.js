// The list of articles: adding files one after another, and showing only some of the list.
"use strict";

(() => {
  const MOST = 50; // files at a time

  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const { send, takers } = window.bylineViews;

  // A line with the name of a file and what is wrong with it; names are text, never markup.
  function notAdded(name, reason) {
    const line = document.createElement("li");
    const bold = document.createElement("b");
    bold.textContent = name;
    line.append(bold, ` ${reason}`);
    one(".upload-problems").append(line);
  }

  takers.set("articles", async (files) => {
    const told = one(".upload-progress");
    one(".upload-problems").replaceChildren();
    for (const file of files.slice(MOST)) notAdded(file.name, `Only ${MOST} files are taken at a time.`);
    let added = 0;
    const given = files.slice(0, MOST);
    for (const [row, file] of given.entries()) {
      told.textContent = `Adding ${row + 1} of ${given.length}: ${file.name}`;
      try {
        const kept = await window.bylinePage.upload.keep(await send(file.name, file));
        if (kept.problem) notAdded(file.name, kept.problem);
        else added += 1;
      } catch (error) {
        notAdded(file.name, error.message);
      }
    }
    told.textContent = "";
    if (added) window.bylinePage.articles.act({ act: "added", count: String(added) });
  });

  document.addEventListener("input", (event) => {
    if (event.target.id !== "article-filter") return;
    const wanted = event.target.value.trim().toLowerCase();
    for (const line of all("#articles .shelf-list li")) {
      line.hidden = !line.textContent.toLowerCase().includes(wanted);
    }
  });
})();
