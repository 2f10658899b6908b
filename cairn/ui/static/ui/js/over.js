// Once the session is over, by time or from another device, what is still open goes too.
const askAnew = () => location.replace(location.pathname + location.search);

document.addEventListener("htmx:sseClose", ({ detail }) => {
  if (detail.type === "message") askAnew();
});
document.addEventListener("htmx:sseError", async ({ detail }) => {
  if (detail.source?.readyState !== EventSource.CLOSED) return;
  const answer = await fetch(detail.source.url);
  if (answer.status === 401) askAnew();
  else await answer.body?.cancel();
});
