/* The preview's script: loads the page again when it changed, and shows what is wrong over the last good version. */
(() => {
  "use strict";
  const events = document.currentScript.dataset.events;
  const place = `preview ${location.pathname}`;
  const kept = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (kept !== null) addEventListener("load", () => scrollTo(0, Number(kept)));

  const host = document.createElement("div");
  host.id = "live-preview";
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; font: 15px/1.45 system-ui, sans-serif; }
    section { max-height: 55vh; overflow: auto; padding: .7em 1em; background: #fff; color: #14171a; border-top: 4px solid #1f5f8b; }
    section.wrong { border-color: #b3261e; }
    h2 { font-size: 1em; margin: 0 0 .4em; }
    p { margin: 0 0 .4em; }
    pre { font: 13px/1.4 ui-monospace, monospace; margin: 0 0 .8em; white-space: pre-wrap; overflow-wrap: anywhere; }
    summary { cursor: pointer; }
    a { color: #1f5f8b; }
    @media print { :host { display: none; } }
    @media (prefers-color-scheme: dark) { section { background: #12171a; color: #e6e9e7; } a { color: #8cc4ea; } }
  `);
  shadow.adoptedStyleSheets = [sheet];

  const made = (name, text = "", ...inside) => {
    const one = document.createElement(name);
    one.textContent = text;
    one.append(...inside);
    return one;
  };
  const counted = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

  const wrong = (told, errors) => {
    const head = told.trouble || counted(errors.length, "error");
    const box = made("section", "", made("h2", `${head}. Below is the last good version.`));
    box.className = "wrong";
    box.setAttribute("role", "alert");
    box.append(...errors.map((one) => made("pre", one.words)));
    return box;
  };
  const folded = (name, words, list) => made("details", "", made("summary", words), ...list);
  const aside = (told) => {
    const box = made("section");
    box.setAttribute("aria-label", "Preview");
    const [warnings, unfinished] = ["warning", "draft"].map((kind) => told.problems.filter((one) => one.severity === kind));
    if (warnings.length) box.append(folded("warnings", counted(warnings.length, "warning"), warnings.map((one) => made("pre", one.words))));
    if (told.drafts.length) {
      const links = told.drafts.map((draft) => {
        const link = made("a", draft.title);
        link.href = draft.address;
        return made("p", "", link);
      });
      box.append(folded("drafts", counted(told.drafts.length, "draft"), links));
    }
    if (unfinished.length) {
      const words = unfinished.map((one) => made("pre", one.words));
      box.append(folded("unfinished", `${counted(unfinished.length, "problem")} in drafts`, words));
    }
    return box;
  };

  const show = (told) => {
    const errors = told.problems.filter((one) => one.severity === "error");
    const boxes = [];
    if (told.trouble || errors.length) boxes.push(wrong(told, errors));
    else if (told.problems.length || told.drafts.length) boxes.push(aside(told));
    shadow.replaceChildren(...boxes);
    if (boxes.length) document.body.append(host);
    else host.remove();
  };

  let stream = null;
  const listen = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(events);
    stream.onmessage = (event) => {
      const told = JSON.parse(event.data);
      if (!told.reload) return show(told);
      leave(); /* more news may come before the page is gone */
      sessionStorage.setItem(place, String(scrollY));
      location.reload();
    };
  };
  /* A browser opens only six connections to a server: pages that nobody sees give theirs up. */
  const leave = () => {
    if (stream) stream.close();
    stream = null;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  listen();
})();
