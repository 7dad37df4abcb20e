// Registers passkeys and signs in with them. The browser makes them, and answers with them.
const postJson = async (path, body) => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(json.problem || "");
  return json;
};

const askForCredential = ({ publicKey }) => publicKey.user
  ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
  : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });

for (const form of document.querySelectorAll("form.passkey")) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const line = form.querySelector("[role=alert]");
    line.hidden = true;
    try {
      const fields = Object.fromEntries(new FormData(form));
      const { token, options } = await postJson(form.dataset.begin, fields);
      const credential = (await askForCredential(options)).toJSON();
      const answer = { token, credential, next: fields.next || "" };
      const done = await postJson(`${form.dataset.begin}/answer`, answer);
      location.assign(done.next);
    } catch (error) {
      line.textContent = (!(error instanceof DOMException) && error.message) || form.dataset.failed;
      line.hidden = false;
    }
  });
}
