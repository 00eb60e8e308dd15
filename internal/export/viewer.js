"use strict";
(function () {
  const most = 65536, away = "https://www.bbc.co.uk/weather", root = document.documentElement, box = document.getElementById("list");
  const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

  function leave() {
    root.hidden = true;
    box.replaceChildren();
    location.replace(away);
  }

  // words returns visible text, and "" for anything that is no text.
  function words(value, longest) {
    return typeof value === "string" ? value.slice(0, longest).replace(unseen, " ").trim() : "";
  }

  function lines(value, longest) {
    return Array.isArray(value) ? value.slice(0, longest) : [];
  }

  function add(parent, name, text, kind) {
    const element = document.createElement(name);
    element.textContent = text;
    element.dir = "auto";
    if (kind) element.className = kind;
    parent.append(element);
    return element;
  }

  // address returns an address that may be followed, and null for any other.
  function address(value) {
    try {
      const url = new URL(words(value, 2000));
      const web = url.protocol === "https:" || url.protocol === "http:";
      if (url.username || url.password || !web && url.protocol !== "tel:" && url.protocol !== "mailto:") return null;
      return { href: url.href, host: web ? url.host : "" };
    } catch (_) {
      return null;
    }
  }

  // line adds one line: a text, or [before, words of a link, its address, after].
  function line(parent, value) {
    if (!Array.isArray(value)) {
      if (words(value, 4000)) add(parent, "p", words(value, 4000));
      return;
    }
    const p = add(parent, "p", ""), to = address(value[2]), said = words(value[1], 400);
    p.append(words(value[0], 4000) + " ");
    if (to && said) {
      const a = add(p, "a", said);
      a.href = to.href;
      a.rel = "noreferrer noopener";
      // A link that does not show where it leads says so.
      if (to.host && !said.includes(to.host)) p.append(" (" + to.host + ")");
    } else {
      p.append(said);
    }
    p.append(words(value[3], 400));
  }

  function show(list) {
    const title = words(list.t, 200) || "Your list";
    document.title = title;
    box.replaceChildren();
    add(box, "h1", title).tabIndex = -1;
    add(box, "p", "Whoever sent you the link made this list. It came inside the link and is kept nowhere else: to see it again, open the link again.");
    lines(list.s, 100).forEach(function (service, i) {
      if (typeof service !== "object" || service === null) return;
      const article = add(box, "article", ""), heading = add(article, "h2", words(service.h, 300) || "A service");
      heading.id = "s" + (i + 1);
      article.setAttribute("aria-labelledby", heading.id);
      if (words(service.o, 300)) add(article, "p", words(service.o, 300));
      lines(service.w, 10).forEach(function (w) { if (words(w, 1000)) add(article, "p", words(w, 1000), "warning"); });
      lines(service.n, 50).forEach(function (n) { if (words(n, 4000)) add(article, "p", words(n, 4000), "note"); });
      const facts = lines(service.f, 20).filter(Array.isArray);
      if (facts.length === 0) return;
      const dl = add(article, "dl", "");
      facts.forEach(function (fact) {
        add(dl, "dt", words(fact[0], 100) || "Also");
        const dd = add(dl, "dd", "");
        lines(fact[1], 40).forEach(function (l) { line(dd, l); });
      });
    });
    const footer = add(box, "footer", "");
    line(footer, list.c);
    lines(list.e, 20).forEach(function (l) { line(footer, l); });
  }

  function fail(why) {
    box.replaceChildren();
    add(box, "h1", "This list can’t be shown");
    add(box, "p", why);
    add(box, "p", "Ask whoever sent you the link for the list as text.");
    const p = add(box, "p", "In danger now? Call "), a = add(p, "a", "999");
    a.href = "tel:999";
  }

  // inflate unpacks bytes, at most so many that no phone is troubled by them.
  async function inflate(bytes) {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const parts = [];
    for (let size = 0; ;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) {
        await reader.cancel();
        throw new RangeError("too long");
      }
      parts.push(value);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(parts).arrayBuffer());
  }

  async function open() {
    const fragment = location.hash.slice(1);
    if (!fragment) return;
    try { history.replaceState(null, "", location.pathname + location.search); } catch (_) { /* a browser that keeps it shows the list all the same */ }
    if (!fragment.startsWith("v1.")) return fail("The link is of a kind that this page does not know.");
    if (typeof DecompressionStream !== "function") return fail("This browser is too old for it.");
    try {
      if (fragment.length > 2 * most) throw new RangeError("too long");
      const packed = Uint8Array.from(atob(fragment.slice(3).replaceAll("-", "+").replaceAll("_", "/")), function (c) { return c.charCodeAt(0); });
      show(JSON.parse(await inflate(packed)));
    } catch (_) {
      fail("The link is cut off or damaged.");
    }
  }

  let shifts = 0;
  document.getElementById("leave").addEventListener("click", function (event) { event.preventDefault(); leave(); });
  document.addEventListener("keydown", function (event) {
    shifts = event.key === "Shift" ? shifts + 1 : 0;
    if (shifts === 3) leave();
  });
  window.addEventListener("hashchange", open);
  open();
})();
