/* global document, location, navigator, addEventListener, setTimeout */
// Everything here is a convenience: the page is complete and readable without it.
(() => {
  const form = document.getElementById('filter');
  const rows = [...document.querySelectorAll('table.claims tr[data-verdict]')].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
  }));
  const bodies = [...document.querySelectorAll('table.claims tbody')];

  const applyFilter = () => {
    const verdicts = new Set([...form.querySelectorAll('[name=verdict]:checked')].map((box) => box.value));
    const { exercise, standing, text } = form.elements;
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text: content } of rows) {
      const fits =
        (verdicts.size === 0 || verdicts.has(row.dataset.verdict)) &&
        (!exercise.value || exercise.value === row.dataset.exercise) &&
        (!standing.value || standing.value === row.dataset.standing) &&
        words.every((word) => content.includes(word));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const body of bodies) body.hidden = !body.querySelector('tr[data-verdict]:not([hidden])');
    form.elements.count.textContent = `${shown} of ${rows.length} claims shown`;
  };

  form.hidden = false;
  form.addEventListener('input', applyFilter);
  // The fields still hold their old values while the event runs.
  form.addEventListener('reset', () => setTimeout(applyFilter));
  form.addEventListener('submit', (event) => event.preventDefault());
  applyFilter();

  for (const link of document.querySelectorAll('[data-filter]')) {
    link.addEventListener('click', () => {
      form.reset();
      form.querySelector(`[value="${link.dataset.filter}"]`).checked = true;
      applyFilter();
    });
  }

  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    if (target.matches('article.claim')) for (const fold of target.querySelectorAll('details')) fold.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', unfold);
  unfold();

  for (const command of document.querySelectorAll('pre.command')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    const text = command.textContent;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    });
    command.append(button);
  }

  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const fold of opened) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
  });
})();
