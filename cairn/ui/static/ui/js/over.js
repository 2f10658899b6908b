// Once the session is over, by time or from another device, what is still open goes too: from
// sight at once, and soon for good. Whoever is signing out here is on their way before that, and
// quick exit, which hid the page itself, is never called back.
const SOON = 3000;
const askAnew = () => {
  if (document.documentElement.hidden) return;
  document.documentElement.hidden = true;
  setTimeout(() => location.replace(location.pathname + location.search), SOON);
};

document.addEventListener("htmx:sseClose", ({ detail }) => {
  if (detail.type === "message") askAnew();
});
document.addEventListener("htmx:sseError", async ({ detail }) => {
  if (detail.source?.readyState !== EventSource.CLOSED) return;
  const answer = await fetch(detail.source.url);
  if (answer.status === 401) askAnew();
  else await answer.body?.cancel();
});
