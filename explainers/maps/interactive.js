/* The interactive map. Python puts in two things: texts as data, and Folium's own script. */
(() => {
  "use strict";
  const data = __DATA__;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const discs = [];
  const places = [];

  if (still) {
    L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
    const panBy = L.Map.prototype.panBy;
    L.Map.include({
      panBy(offset, options) {
        return panBy.call(this, offset, { ...options, animate: false });
      },
    });
  }

  /* Without this, each marker would ask for Leaflet's own picture before it gets Folium's icon. */
  L.Marker.mergeOptions({ icon: L.divIcon() });

  /* Lambert's azimuthal equal-area projection around data.centre (Snyder 1987, equations 24-2, 22-4, 22-5, 3-14,
     3-18), the same as the drawn map's. */
  if (data.centre) {
    const rad = Math.PI / 180;
    const R = 6371007.181;
    const far = Math.cos(150 * rad);
    const authalic = (phi) => phi - 2.239209e-3 * Math.sin(2 * phi) + 2.130831e-6 * Math.sin(4 * phi);
    const geodetic = (beta) => beta + 2.239209e-3 * Math.sin(2 * beta) + 2.883171e-6 * Math.sin(4 * beta);
    const phi0 = authalic(data.centre[0] * rad);
    const [sin0, cos0] = [Math.sin(phi0), Math.cos(phi0)];
    L.CRS.EqualArea = L.extend({}, L.CRS.Earth, {
      code: "EqualArea",
      wrapLng: undefined,
      transformation: L.transformation(0.25 / R, 0.5, -0.25 / R, 0.5),
      projection: {
        bounds: L.bounds([-2 * R, -2 * R], [2 * R, 2 * R]),
        project({ lat, lng }) {
          const phi = authalic(lat * rad);
          const lam = (lng - data.centre[1]) * rad;
          const [sin, cos] = [Math.sin(phi), Math.cos(phi)];
          const c = sin0 * sin + cos0 * cos * Math.cos(lam);
          const k = R * Math.sqrt(c > far ? 2 / (1 + c) : (2 * (1 - far)) / Math.max(1e-12, 1 - c * c));
          return L.point(k * cos * Math.sin(lam), k * (cos0 * sin - sin0 * cos * Math.cos(lam)));
        },
        unproject({ x, y }) {
          const rho = Math.hypot(x, y) || 1e-9;
          const c = 2 * Math.asin(Math.min(1, rho / (2 * R)));
          const [sin, cos] = [Math.sin(c), Math.cos(c)];
          const phi = Math.asin(Math.max(-1, Math.min(1, cos * sin0 + (y * sin * cos0) / rho)));
          const lam = Math.atan2(x * sin, rho * cos0 * cos - y * sin0 * sin);
          return L.latLng(geodetic(phi) / rad, data.centre[1] + lam / rad);
        },
      },
    });
  }

  const made = (name, text, properties) =>
    Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, properties);

  /* A link, or plain text where there is nothing to lead to. */
  const link = (text, href) => (href ? made("a", text, { href }) : made("span", text));

  const status = (relation) => {
    const shown = made("span", "", { className: `map-status ${relation.tone}` });
    shown.append(made("span", relation.sign, { className: "map-sign", ariaHidden: "true" }), ` ${relation.word}`);
    return shown;
  };

  const popup = (heading, href, ...rest) => {
    const box = made("div");
    const title = made("p", undefined, { className: "map-heading" });
    title.append(link(heading, href));
    box.append(title, ...rest);
    return box;
  };

  const bound = (layer, name, content) => {
    layer.options.name = name;
    layer.bindPopup(content, { maxWidth: 280, minWidth: 160, autoPanPadding: [10, 10] });
  };

  /* What Folium's script calls for each marker and each disc. */
  const placed = (marker, n) => {
    const { name, href, profile, relations } = data.countries[n];
    bound(marker, name, () => {
      const list = made("ul");
      for (const relation of relations.map((i) => data.relations[i])) {
        const item = made("li");
        item.append(link(relation.label, relation.href), " ", status(relation));
        list.append(item);
      }
      return popup(name, href, ...(profile ? [made("p", profile)] : []), ...(relations.length ? [list] : []));
    });
    places.push(marker);
  };

  const joined = (disc, n) => {
    const relation = data.relations[n];
    bound(disc, relation.label, () => popup(relation.label, relation.href, status(relation)));
    discs.push(disc);
  };

  /* By how many pixels the names beside the markers leave the map: on the left, at the top, on the right, below. */
  const beyond = (map) => {
    const box = map.getContainer().getBoundingClientRect();
    const names = places.map((marker) => marker.getElement().querySelector(".map-name").getBoundingClientRect());
    const out = (side, sign) => Math.max(0, ...names.map((name) => Math.ceil(sign * (name[side] - box[side]))));
    return [out("left", -1), out("top", -1), out("right", 1), out("bottom", 1)];
  };

  /* Whether signs of two relations stand on one another. */
  const crowded = () => {
    const signs = discs.flatMap((disc) => disc.getTooltip()?.getElement()?.getBoundingClientRect() ?? []);
    const meet = (one, other) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
    return signs.some((one, n) => signs.slice(n + 1).some((other) => meet(one, other)));
  };

  /* The view that has all of data.seen in it, and the names unless signs would stand on one another for it: exact where
     Leaflet's fitBounds, made for maps with north up everywhere, isn't. */
  const fitted = (map) => {
    const seen = L.bounds(data.seen.map((place) => map.project(place, 0)));
    const snap = map.options.zoomSnap;
    const show = ([left, top, right, bottom]) => {
      const room = map.getSize().subtract([left + right, top + bottom]);
      const zoom = Math.log2(Math.min(room.x / seen.getSize().x, room.y / seen.getSize().y));
      const snapped = Math.floor(zoom / snap) * snap;
      const aside = L.point(right - left, bottom - top).divideBy(2 ** (snapped + 1));
      map.setView(map.unproject(seen.getCenter().add(aside), 0), snapped, { animate: false });
    };
    let margins = [0, 0, 0, 0];
    show(margins);
    for (let tries = 6; tries && beyond(map).some(Boolean); tries -= 1) {
      margins = beyond(map).map((out, side) => out + margins[side]);
      show(margins);
    }
    if (crowded()) show([0, 0, 0, 0]);
    map.setMinZoom(Math.max(0, map.getZoom() - 1.5));
    return [map.getZoom(), map.getCenter()];
  };

  const finished = (map) => {
    const box = map.getContainer();
    const { words } = data;
    const front = () => discs.forEach((disc) => map.hasLayer(disc) && disc.bringToFront());
    L.control.zoom({ position: "bottomleft", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
    if (data.attribution) {
      L.control.attribution({ prefix: false }).addTo(map).addAttribution(data.attribution);
    }
    let [zoom, centre] = fitted(map);
    map.on("resize", () => {
      const isAsShown = map.getZoom() === zoom && map.project(map.getCenter()).distanceTo(map.project(centre)) < 2;
      if (isAsShown) [zoom, centre] = fitted(map);
    });
    map.on("overlayadd", front);
    front();

    for (const disc of discs) {
      disc.getTooltip()?.getElement()?.setAttribute("aria-hidden", "true");
    }
    for (const marker of places) {
      const element = marker.getElement();
      element.setAttribute("aria-haspopup", "dialog");
      element.addEventListener("keydown", (event) => {
        if (event.key === " ") {
          event.preventDefault();
          marker.openPopup();
        }
      });
    }

    const layers = box.querySelector(".leaflet-control-layers");
    if (layers) {
      layers.setAttribute("role", "group");
      layers.setAttribute("aria-label", words.layers);
      layers.prepend(made("p", words.layers, { className: "map-heading", ariaHidden: "true" }));
    }

    map.on("popupopen", ({ popup: opened }) => {
      const element = opened.getElement();
      const close = element.querySelector(".leaflet-popup-close-button");
      element.setAttribute("role", "dialog");
      element.setAttribute("aria-label", opened._source.options.name);
      element.tabIndex = -1;
      close?.setAttribute("aria-label", words.close);
      element.focus({ preventScroll: true });
    });
    map.on("popupclose", ({ popup: closed }) => {
      const active = document.activeElement;
      if (active === document.body || closed.getElement().contains(active)) {
        const source = closed._source;
        (places.includes(source) ? source.getElement() : box).focus({ preventScroll: true });
      }
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
  };

__FOLIUM__
})();
