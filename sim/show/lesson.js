// What ipywidgets and JupyterLab leave out for the people who use our lessons.
(() => {
  // The handle of a slider takes its name from the label above it.
  const nameHandles = () => {
    for (const handle of document.querySelectorAll(".widget-slider .noUi-handle:not([aria-label])")) {
      const label = handle.closest(".widget-slider").querySelector(".widget-label");
      if (label && label.textContent) handle.setAttribute("aria-label", label.textContent);
    }
  };
  nameHandles();
  if (!window.storesimNamesHandles) {
    window.storesimNamesHandles = new MutationObserver(nameHandles);
    window.storesimNamesHandles.observe(document.body, { childList: true, subtree: true });
  }

  // "Run All Cells" ends at the last cell; a lesson begins at the first, unless the reader is on the way already.
  const signs = ["wheel", "pointerdown", "keydown"];
  let isReading = false, panels = 0, quiet = 0;
  const reading = () => { isReading = true; };
  signs.forEach((sign) => window.addEventListener(sign, reading, { once: true, capture: true }));
  const timer = setInterval(() => {
    const found = document.querySelectorAll(".storesim").length;
    quiet = found && found === panels ? quiet + 1 : 0;
    panels = found;
    if (!isReading && quiet < 5) return;
    clearInterval(timer);
    signs.forEach((sign) => window.removeEventListener(sign, reading, { capture: true }));
    if (isReading) return;
    for (const page of document.querySelectorAll(".jp-WindowedPanel-outer")) {
      if (page.querySelector(".storesim")) page.scrollTop = 0;
    }
  }, 400);
})();
