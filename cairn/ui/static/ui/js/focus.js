// After a swap, the summary of what went wrong takes the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  event.detail.elt.querySelector?.(".summary")?.focus();
});
