// A button at work says so. It is not disabled: a form sent twice is kept once.
const release = () =>
  document.querySelectorAll("button[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.submitter?.dataset.waiting) event.submitter.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const button = event.detail.requestConfig.triggeringEvent?.submitter;
  if (button?.dataset.waiting) button.setAttribute("aria-busy", "true");
});
document.addEventListener("htmx:afterRequest", release);
addEventListener("pageshow", release);
