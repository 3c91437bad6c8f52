/* What a reader would see of a page, measured in the page itself. Each function at the end returns plain data. */

/** Where an element is, in a few words for people. */
const place = (element) => {
  const own = (one) =>
    one.localName + (one.id ? "#" + one.id : one.classList.length ? "." + [...one.classList].join(".") : "");
  const line = [];
  for (let one = element; one && one !== document.body && line.length < 3; one = one.parentElement) line.unshift(own(one));
  return line.join(" > ");
};

const plain = (text) => text.trim().replace(/\s+/g, " ");
const short = (text) => plain(text).slice(0, 60);
const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

/** The visible pieces of text: node, element and its boxes. Words for those who listen only have boxes of a pixel. */
const pieces = () => (memo.pieces ??= allPieces());

const allPieces = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const all = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !seen(element) || element.closest("script, style, template, title, desc")) continue;
    if (element.closest("svg") && !element.closest("text")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (boxes.length && !unseen(element)) all.push({ node, element, boxes });
  }
  return all;
};

/** Whether only those who listen get an element: it, or what it is in, is cut to a pixel. */
const unseen = (element) => {
  if (!element || element === document.body) return false;
  if (!memo.unseen.has(element)) memo.unseen.set(element, cutToAPixel(element) || unseen(element.parentElement));
  return memo.unseen.get(element);
};

const cutToAPixel = (element) => {
  const style = getComputedStyle(element);
  if (style.clipPath === "inset(50%)") return true;
  if (style.overflowX === "visible") return false;
  const box = element.getBoundingClientRect();
  return box.width <= 1 && box.height <= 1;
};

/** What this look has found already; windows change between two. */
let memo;
const fresh = (look) => (...given) => ((memo = { unseen: new Map() }), look(...given));

// ---- contrast: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio ----------------------------------

const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", {
  willReadFrequently: true,
});
const known = new Map();

/** A colour of CSS as red, green, blue (0 to 255) and opacity (0 to 1). */
const colour = (css) => {
  if (!known.has(css)) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, opacity] = pen.getImageData(0, 0, 1, 1).data;
    known.set(css, [red, green, blue, opacity / 255]);
  }
  return known.get(css);
};

const over = (front, back) => {
  const share = front[3];
  return [...[0, 1, 2].map((part) => front[part] * share + back[part] * (1 - share)), 1];
};

const luminance = (rgb) => {
  const [red, green, blue] = rgb
    .slice(0, 3)
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const ratio = (one, other) => {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
};

/** What an element paints behind what is on it: its background, or the inside of a shape. */
const painted = (element) => {
  const style = getComputedStyle(element);
  if (!(element instanceof SVGElement) || element.localName === "svg") return colour(style.backgroundColor);
  return ["path", "circle", "rect", "ellipse", "polygon"].includes(element.localName) && style.fill !== "none"
    ? colour(style.fill)
    : [0, 0, 0, 0];
};

/** The colour behind an element at a point, which must be inside of the window. */
const behind = (element, x, y) => {
  const stack = document.elementsFromPoint(x, y);
  let from = stack.findIndex((one) => one === element || element.contains(one));
  if (from < 0) from = stack.findIndex((one) => one.contains(element));
  const layers = (from < 0 ? [document.body, document.documentElement] : stack.slice(from)).map(painted);
  return layers.reverse().reduce((back, front) => over(front, back), colour("Canvas"));
};

/** A map's label has a halo in the colour of the ground, which is what stands behind its letters: a stroke, or shadows
    on all sides. */
const halo = (style) => {
  if (style.paintOrder.startsWith("stroke") && style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2) return colour(style.stroke);
  const shadows = style.textShadow.match(/(rgb|color)[^)]*\)/g) ?? [];
  return shadows.length >= 8 && new Set(shadows).size === 1 ? colour(shadows[0]) : null;
};

/** Do something while every element can be hit, those that let the pointer through too. */
const touchable = (work) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { pointer-events: auto !important }");
  document.adoptedStyleSheets.push(sheet);
  try {
    return work();
  } finally {
    document.adoptedStyleSheets.pop();
  }
};

/** Texts whose contrast is below `least`, generated ones too. The window must be as tall as the page. */
const pale = (least) => touchable(() => {
  const found = [];
  const judge = (element, text, style, box, back) => {
    const ink = colour(element.closest("svg") && element.closest("text") ? style.fill : style.color);
    for (const x of [box.left + 1, box.left + box.width / 2, box.right - 1]) {
      const ground = back ?? behind(element, x, box.top + box.height / 2);
      const reached = ratio(over(ink, ground), ground);
      if (reached < least - 0.005) {
        found.push(`${reached.toFixed(2)} : 1 “${short(text)}” (${place(element)})`);
        return;
      }
    }
  };
  for (const { node, element, boxes } of pieces()) {
    const style = getComputedStyle(element);
    judge(element, node.data, style, boxes[0], halo(style));
  }
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of ["::before", "::after"]) {
      const style = getComputedStyle(element, name);
      const text = /^"(.*?)"/s.exec(style.content)?.[1];
      if (!text?.trim() || style.display === "none" || !seen(element) || unseen(element)) continue;
      const own = colour(style.backgroundColor);
      judge(element, text, style, element.getBoundingClientRect(), own[3] === 1 ? own : null);
    }
  }
  return [...new Set(found)];
});

/** Texts that forced colours hide: the system puts a plate in the colour of the ground behind letters, and these have
    that colour themselves. */
const plated = () => {
  const ground = String(colour("Canvas"));
  const found = pieces().filter(({ element }) => {
    const style = getComputedStyle(element);
    return style.forcedColorAdjust === "auto" && !element.closest("svg") && String(colour(style.color)) === ground;
  });
  return [...new Set(found.map(({ node, element }) => `“${short(node.data)}” (${place(element)})`))];
};

// ---- room --------------------------------------------------------------------------------------------------

const scrolls = (value) => value === "auto" || value === "scroll";
// What is meant to be moved about inside of its frame.
const FRAMED = ".leaflet-container, .leaflet-container *";
const cuts = (value) => value === "hidden" || value === "clip";

/** What goes beyond the window's sides, is cut off, or has to be scrolled sideways. */
const lost = () => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element instanceof SVGElement) continue;
    const style = getComputedStyle(element);
    if (style.display === "inline" || (style.overflowX === "visible" && style.overflowY === "visible")) continue;
    const wider = element.scrollWidth - element.clientWidth > 1;
    const taller = element.scrollHeight - element.clientHeight > 1;
    const scrolled = wider && scrolls(style.overflowX);
    const cut = (wider && cuts(style.overflowX)) || (taller && cuts(style.overflowY));
    if (!(scrolled || cut) || element.matches(FRAMED) || !seen(element) || unseen(element) || !element.innerText.trim()) continue;
    if (scrolled) found.push(`scrolls sideways (${place(element)})`);
    if (cut) found.push(`is cut off (${place(element)})`);
  }
  for (const { node, element, boxes } of pieces()) {
    if (element.matches(FRAMED)) continue;
    const picture = element.closest("svg:not(svg svg)")?.getBoundingClientRect();
    for (const box of boxes) {
      if (box.left < -1 || box.right > root.clientWidth + 1) found.push(`beyond the window: “${short(node.data)}” (${place(element)})`);
      if (picture && (box.left < picture.left - 2 || box.right > picture.right + 2 || box.top < picture.top - 2 || box.bottom > picture.bottom + 2))
        found.push(`beyond the picture: “${short(node.data)}” (${place(element)})`);
    }
  }
  return [...new Set(found)];
};

/** Whether something that can't be seen through lies on an element's box. */
const covered = (element, box) => {
  const stack = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const own = stack.findIndex((one) => one === element || element.contains(one));
  return stack.slice(0, Math.max(own, 0)).some((one) => painted(one)[3] === 1);
};

/** Pieces of text whose boxes overlap. With `visibly`, without those that something else covers: then the window must be
    as tall as the page. */
const overlaps = (visibly) => touchable(() => {
  const lines = pieces().flatMap(({ node, element, boxes }) =>
    boxes.map((box) => ({ box, element, text: short(node.data) })),
  );
  lines.sort((one, other) => one.box.top - other.box.top);
  const found = [];
  for (const [index, one] of lines.entries()) {
    for (let next = index + 1; next < lines.length && lines[next].box.top < one.box.bottom; next += 1) {
      const other = lines[next];
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      const least = Math.min(one.box.height, other.box.height);
      if (width <= 2 || height <= least / 2) continue;
      if (visibly && (covered(one.element, one.box) || covered(other.element, other.box))) continue;
      found.push(`“${one.text}” and “${other.text}” (${place(other.element)})`);
    }
  }
  return [...new Set(found)];
});

/** What is lost, and what stands on something else, covered or not. */
const cramped = () => ({ lost: lost(), overlaps: overlaps(false) });

// ---- words and keys ----------------------------------------------------------------------------------------

/** What can be read of a page or a part of it, line by line. */
const words = (selector) =>
  [...document.querySelectorAll(selector)].flatMap((element) =>
    element.innerText.split("\n").map(plain).filter(Boolean),
  );

const STOPS = "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex]:not([tabindex^='-'])";

/** What the Tab key must reach, in order. */
const stops = () => [...document.querySelectorAll(STOPS)].filter((one) => one.checkVisibility() && !one.closest("[inert]"));
const places = (elements) => new Map(elements.map((one, index) => [one, index]));

const named = (element) => `“${short(element.getAttribute("aria-label") ?? element.textContent)}” (${place(element)})`;

/** The element that has the focus: its place among the stops, and what is wrong with how that is shown. */
const focused = (known = places(stops())) => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width / 2, box.width - 1), box.top + box.height / 2];
  const top = document.elementFromPoint(x, y);
  // An outline stands on what is around the element.
  const ground = behind(element.parentElement, Math.max(box.left - 4, 0), y);
  const faults = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("has no outline");
  else if (ratio(over(colour(style.outlineColor), ground), ground) < 3) faults.push("has a pale outline");
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) faults.push("is out of sight");
  else if (top && !element.contains(top) && !top.contains(element)) faults.push(`is behind ${place(top)}`);
  return { index: known.get(element) ?? -1, faults: faults.map((fault) => `${named(element)} ${fault}`) };
};

/** From now on, draw nothing, which takes most of a walk's time, and note where the focus is before each key: what the
    key before did, and the scrolling that came of it, is over. */
const follow = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { opacity: 0 !important }");
  document.adoptedStyleSheets.push(sheet);
  window.reached = [];
  const known = places(stops());
  addEventListener("keydown", () => window.reached.push(focused(known)), true);
};

/** Where each key led. */
const walked = () => [...window.reached.slice(1), focused()];

/** The first stop that is not before the text. */
const firstInText = () => {
  const text = document.querySelector("main");
  return stops().findIndex((one) => text.contains(one) || text.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
};

const stopNames = () => stops().map(named);

return {
  pale: fresh(pale), plated: fresh(plated), lost: fresh(lost), overlaps: fresh(overlaps), cramped: fresh(cramped),
  words, firstInText, focused, follow, walked, stopNames,
};
