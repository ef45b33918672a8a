// The handle of a slider takes its name from the label above it; ipywidgets leaves it without one.
(() => {
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
})();
