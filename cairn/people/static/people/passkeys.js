// Forms with data-passkey ask the device for a passkey and send what it answers.
//   open     sign in with it alone; the challenge is fetched from the form's own address,
//            and whether the device is one's own is taken from the form with the password
//   confirm  prove with it that it is you; the challenge stands in #passkey-options
//   make     have the device keep a new one; likewise
// They are hidden without this script, or where the device knows no passkeys.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const known = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

function makeOptions(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
}

function useOptions(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  };
}

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function sendable(credential) {
  const { response } = credential;
  const parts = PARTS.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...Object.fromEntries(parts), transports: response.getTransports?.() ?? [] },
  };
}

async function challenge(form) {
  const written = document.getElementById("passkey-options");
  if (written) return JSON.parse(written.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function ask(form) {
  const options = await challenge(form);
  return form.dataset.passkey === "make"
    ? navigator.credentials.create({ publicKey: makeOptions(options.creation_options.publicKey) })
    : navigator.credentials.get({ publicKey: useOptions(options.request_options.publicKey) });
}

const isOwn = () => document.querySelector("input[type=checkbox][name=own]")?.checked;

async function answer(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(sendable(await ask(form)));
    if (form.elements.own) form.elements.own.value = isOwn() ? "on" : "";
  } catch {
    failed.hidden = false;
    return;
  }
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      answer(form);
    });
  }
}
