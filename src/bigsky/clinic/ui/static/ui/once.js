// A form is sent once: a second press within a few seconds is a tremor, not a wish.
(() => {
  const rests = new WeakSet();
  document.addEventListener("submit", (event) => {
    if (rests.has(event.target)) return event.preventDefault();
    rests.add(event.target);
    setTimeout(() => rests.delete(event.target), 3000);
  });
})();
