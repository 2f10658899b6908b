// A question comes up in place where a link asks for it; without scripts it is a page of its own.
const frame = document.getElementById("dialog");

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === frame && frame.firstElementChild) frame.showModal();
});
frame?.addEventListener("click", (event) => {
  if (event.target !== frame && !event.target.closest("[data-keep]")) return;
  event.preventDefault();
  frame.close();
});
frame?.addEventListener("close", () => frame.replaceChildren());
