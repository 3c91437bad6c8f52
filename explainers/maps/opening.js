/* Opens the interactive map in place of the drawn one. The link says what to load, and leads to the map's own page where
   this script doesn't run or loading fails. */
(() => {
  const link = document.querySelector("a[data-map-scripts]");
  link?.addEventListener("click", async (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { mapStyles, mapScripts, mapPlace, mapMarkup } = link.dataset;
    const loaded = (name, properties) =>
      new Promise((done, failed) => {
        document.head.append(
          Object.assign(document.createElement(name), properties, { onload: done, onerror: failed }),
        );
      });
    try {
      await Promise.all(mapStyles.split(" ").map((href) => loaded("link", { rel: "stylesheet", href })));
      const place = document.getElementById(mapPlace);
      place.replaceChildren(document.getElementById(mapMarkup).content.cloneNode(true));
      place.classList.add("live");
      for (const src of mapScripts.split(" ")) await loaded("script", { src });
      link.remove();
      place.querySelector(".leaflet-container").focus({ preventScroll: true });
    } catch {
      location.href = link.href;
    }
  });
})();
