const form = document.querySelector('form');
const entries = [...document.querySelectorAll('li')];
const apply = () => {
  const severities = new Set([...form.querySelectorAll(':checked')].map(i => i.value));
  const words = form.querySelector('[type=search]').value.toLowerCase();
  let shown = 0;
  for (const entry of entries) {
    entry.hidden = !severities.has(entry.dataset.severity) || !entry.textContent.toLowerCase().includes(words);
    shown += !entry.hidden;
  }
  form.querySelector('output').textContent = `${shown} / ${entries.length}`;
};
form.addEventListener('input', apply);
form.addEventListener('submit', event => event.preventDefault());
apply();
