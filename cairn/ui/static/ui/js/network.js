// Say when the network is away, and when something was not sent.
const offline = document.getElementById("offline");
const notSent = document.getElementById("not-sent");

const tell = () => {
  if (offline) offline.hidden = navigator.onLine;
};
addEventListener("online", tell);
addEventListener("offline", tell);
tell();

const show = (failed) => {
  if (notSent) notSent.hidden = !failed;
};
document.addEventListener("htmx:sendError", () => show(true));
document.addEventListener("htmx:responseError", () => show(true));
document.addEventListener("htmx:beforeRequest", () => show(false));
