// A button at work says so and keeps its width. It is not disabled: a form sent twice is kept once.
const resting = new Map();

const wait = (button) => {
  if (!button?.dataset.waiting || resting.has(button)) return;
  resting.set(button, [...button.childNodes]);
  button.style.inlineSize = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  const clock = document.getElementById("waiting-mark").content.cloneNode(true);
  button.replaceChildren(clock, button.dataset.waiting);
};
const rest = () => {
  for (const [button, words] of resting) {
    button.replaceChildren(...words);
    button.style.inlineSize = "";
    button.removeAttribute("aria-busy");
  }
  resting.clear();
};

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) wait(event.submitter);
});
document.addEventListener("htmx:beforeRequest", (event) => {
  wait(event.detail.requestConfig.triggeringEvent?.submitter);
});
document.addEventListener("htmx:afterRequest", rest);
addEventListener("pageshow", rest);
