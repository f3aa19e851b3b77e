// Live numbers: one stream a page. What is too old looks old, and a lost stream is said, never frozen.
(() => {
  const root = document.querySelector("[data-live-url]");
  if (!root || !window.EventSource) return;
  const LOST_AFTER_MS = 5000, REOPEN_AFTER_MS = 10000, REFUSED_WAITS_MS = 5000, CLOCK_MAY_DIFFER_MS = 5000;
  const line = document.querySelector("[data-connection]");
  let source = null, lastBeat = 0, openedAt = 0, retry = 0, skew = 0, wasLost = false, isRefused = false;

  const say = (state, words) => {
    if (root.dataset.connection === state + words) return;
    root.dataset.connection = state + words;
    root.classList.toggle("not-live", state === "lost");
    line.className = `link-state is-${state}`;
    line.querySelector(".shape").textContent = state === "live" ? "●" : "◆";
    line.querySelector("[data-connection-words]").textContent = words;
  };
  const clock = (ms) => new Date(ms).toLocaleTimeString([], { hour12: false });
  const judge = () => {
    if (Date.now() - lastBeat < LOST_AFTER_MS) {
      if (Math.abs(skew) > CLOCK_MAY_DIFFER_MS)
        return say("lost", `This screen's clock is ${Math.round(Math.abs(skew) / 1000)} s off: do not trust the ages`);
      return say("live", "Live");
    }
    wasLost = true;
    if (isRefused)
      return say("lost", "Not live: too many live pages are open, or the login has ended. The numbers are fetched again every few seconds only");
    say("lost", lastBeat ? `Connection lost at ${clock(lastBeat)}: the numbers below are not live` : "Connecting …");
  };

  const tiles = (session, kind) => [...document.querySelectorAll(`[data-live="${kind}"]`)]
    .filter((each) => each.closest("[data-session]").dataset.session === session);
  const show = (row) => {
    for (const place of tiles(row.session, row.kind)) {
      const tile = place.closest(".vital"), time = tile.querySelector(".age");
      if (time.dateTime && Date.parse(time.dateTime) > Date.parse(row.seen_at)) continue;
      if (!time.dateTime) { refresh(tile.closest("[data-part]")); continue; }
      place.textContent = row.value;
      time.dateTime = row.seen_at;
      tile.classList.toggle("not-accepted", !row.accepted);
    }
  };

  // A part with something typed or opened in it is not taken away under the hand: it says that it changed.
  const isInUse = (part) => part.querySelector("details[open]") !== null ||
    [...part.querySelectorAll("input:not([type=hidden], [hx-preserve]), textarea, select")].some((each) => each.value !== each.defaultValue && each.defaultValue !== undefined);
  const refresh = (part, { force = false } = {}) => {
    if (!part || part.dataset.loading) return;
    if (!force && isInUse(part)) return offer(part);
    const held = part.contains(document.activeElement) && document.activeElement.id;
    part.dataset.loading = "yes";
    htmx.ajax("GET", part.dataset.part, { target: part, swap: "innerHTML" })
      .catch(() => {}).then(() => {
        delete part.dataset.loading;
        part.dataset.loadedAt = Date.now();
        if (held) document.getElementById(held)?.focus();
      });
  };
  const offer = (part) => {
    if (part.querySelector(".changed")) return;
    const button = document.createElement("button");
    button.type = "button"; button.className = "changed";
    button.textContent = "Something changed here: show it (drops what is typed)";
    button.addEventListener("click", () => refresh(part, { force: true }));
    part.prepend(button);
  };
  const parts = () => [...document.querySelectorAll("[data-part]")];
  const concerns = (part, sessions) => {
    const whose = part.closest("[data-session]")?.dataset.session;
    return !whose || sessions.includes(whose);
  };

  const on = (event, act) => source.addEventListener(event, (message) => act(JSON.parse(message.data)));
  const open = () => {
    close();
    openedAt = Date.now();
    source = new EventSource(root.dataset.liveUrl);
    on("observations", (rows) => rows.forEach(show));
    on("sessions", (sessions) => parts().filter((part) => concerns(part, sessions)).forEach((part) => refresh(part)));
    on("beat", (beat) => {
      lastBeat = Date.now();
      isRefused = false;
      skew = lastBeat - Date.parse(beat.at);
      if (wasLost) { wasLost = false; parts().forEach((part) => refresh(part)); }
      judge();
    });
    // A refused stream (too many open, login ended) is closed for good by the browser: ask again.
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      isRefused = true;
      clearTimeout(retry);
      retry = setTimeout(open, REFUSED_WAITS_MS);
      judge();
    };
  };
  const close = () => { source?.close(); source = null; clearTimeout(retry); };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { close(); return; }
    wasLost = true;
    open();
  });
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  setInterval(() => {
    if (document.hidden) return;
    judge();
    // A half-open connection sends no error: silence is the only sign.
    if (Date.now() - Math.max(lastBeat, openedAt) > REOPEN_AFTER_MS) open();
    for (const part of parts()) {
      const every = Number(part.dataset.everyS) * 1000, at = Number(part.dataset.loadedAt || (part.dataset.loadedAt = Date.now()));
      if (every && Date.now() - at > every) { part.dataset.loadedAt = Date.now(); if (!isInUse(part)) refresh(part); }
    }
  }, 1000);
  if (!document.hidden) open();
})();
