/* The search box, over Pagefind's index. What comes from it stays text. It runs as soon as the box is there: where the
   address has words, the index A–Z is only shown when it has found its place below the results (aria-busy). */
(() => {
  const form = document.forms.search;
  const { program, busy, found, none, failed } = form.dataset;
  const [status, list, more] = document.querySelectorAll("[id^=search-]");
  const box = form.q;
  let index, turn = 0, rest = [];

  const loaded = () =>
    (index ??= import(program).then(async (pagefind) => {
      await pagefind.options({ noWorker: true, ranking: { metaWeights: { name: 5 } } });
      return pagefind;
    }));

  // The index has l’eau and Oslo’s in two.
  const parted = (words) => words.replace(/(^|\s)\p{L}{1,2}['’](?=\p{L}{2})/gu, "$1");
  const joined = (text) => text.replace(/\u2060 | \u2060/g, "");
  const made = (name, ...inside) => {
    const node = document.createElement(name);
    node.append(...inside);
    return node;
  };
  const link = (href, words) => Object.assign(made("a", joined(words)), { href });
  const marked = (part, odd) => {
    const text = joined(part).replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return odd % 2 ? made("mark", text) : text;
  };

  const item = ({ url, meta, excerpt, sub_results }) => {
    const text = made("p", ...excerpt.split(/<\/?mark>/).map(marked));
    const sections = sub_results
      .filter(({ url }) => url.includes("#"))
      .sort((a, b) => b.locations.length - a.locations.length)
      .map(({ url, title }) => made("li", link(url, title)));
    const below = sections[0] ? made("ul", ...sections.slice(0, 3)) : "";
    return made("li", link(url, meta.title), made("small", meta.kind ?? ""), text, below);
  };

  const attempt = async (work) => {
    const mine = turn;
    try {
      await work(() => mine === turn);
    } catch {
      index = void index?.then((it) => it.destroy()).catch(() => {});
      if (mine === turn) status.textContent = failed;
    }
    if (mine === turn) list.ariaBusy = false;
  };

  const show = async (current, put) => {
    const pages = await Promise.all(rest.splice(0, 8).map((it) => it.data()));
    if (!current()) return;
    const items = pages.map(item);
    list[put](...items);
    more.hidden = !rest[0];
    return items[0];
  };

  const search = (wait) => {
    turn++;
    const words = box.value.trim();
    history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
    status.textContent ||= words && busy;
    list.ariaBusy = true;
    attempt(async (current) => {
      const answer = words && (await (await loaded()).debouncedSearch(parted(words), {}, wait));
      if (!current()) return;
      rest = answer?.results ?? [];
      const count = rest.length;
      await show(current, "replaceChildren");
      if (current()) status.textContent = words && (count ? found.replace("0", count) : none);
    });
    return false;
  };

  box.onfocus = () => attempt(loaded);
  box.oninput = () => search(250);
  form.onsubmit = () => search(0);
  more.onclick = () => attempt(async (current) => (await show(current, "append"))?.firstChild.focus());
  box.value ||= new URLSearchParams(location.search).get("q");
  if (box.value) search(0);
})();
