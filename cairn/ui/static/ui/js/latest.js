// A conversation opens at its newest words, and stays there while more arrive.
const words = () => document.querySelector("[data-newest]");
const isInView = (list) => list.getBoundingClientRect().bottom < innerHeight + 80;
let follow = true;

words()?.scrollIntoView({ block: "end" });
document.addEventListener("htmx:beforeSwap", () => {
  follow = words() !== null && isInView(words());
});
document.addEventListener("htmx:afterSettle", () => {
  if (follow) words()?.scrollIntoView({ block: "end" });
});
