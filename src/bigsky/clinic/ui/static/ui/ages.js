// Keeps every shown age true, and lets what is too old look old.
(() => {
  const words = (s) =>
    s >= 172800 ? `${Math.floor(s / 86400)} days ago` : s >= 3600 ? `${Math.floor(s / 3600)} h ago`
      : s >= 60 ? `${Math.floor(s / 60)} min ago` : `${s} s ago`;
  const refresh = () => {
    for (const element of document.querySelectorAll("[data-age]")) {
      const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(element.dateTime)) / 1000));
      element.textContent = words(seconds);
      const limit = Number(element.dataset.staleAfter);
      element.classList.toggle("stale", limit > 0 && seconds > limit);
    }
  };
  setInterval(refresh, 1000);
})();
