/* global document, location, navigator, addEventListener, getComputedStyle, setTimeout, atob, Blob, DecompressionStream, Response */
// Without this script the page is complete, but for long outputs, which raw/ has.
(() => {
  const form = document.getElementById('filter');
  const rows = [...document.querySelectorAll('tr[data-claim]')].map((row) => ({
    row,
    id: row.dataset.claim,
    controls: (row.dataset.controls ?? '').split('|'),
    text: row.textContent.toLowerCase(),
  }));
  const verdictOf = new Map(rows.map(({ row, id }) => [id, row.dataset.verdict]));
  const bodies = [...document.querySelectorAll('table.claims tbody')];
  const marks = [...document.querySelectorAll('mark[data-claims], .erratum-note')].map((mark) => ({
    mark,
    claims: mark.dataset.claims.split(' '),
  }));
  const signs = [...document.querySelectorAll('a.at')];
  const weight = ['contradicted', 'inconclusive', 'stale', 'vacuous', 'verified', 'not-applicable', 'not-run', 'editorial'];
  let shown = rows.map(({ id }) => id);

  const fitsForm = () => {
    const verdicts = new Set([...form.querySelectorAll('[name=verdict]:checked')].map((box) => box.value));
    const { exercise, control, standing, text } = form.elements;
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    return ({ row, id, controls, text: content }) =>
      (verdicts.size === 0 || verdicts.has(row.dataset.verdict)) &&
      (!exercise.value || id.startsWith(`${exercise.value}-`)) &&
      (!control.value || controls.includes(control.value)) &&
      (!standing.value || standing.value === row.dataset.standing) &&
      words.every((word) => content.includes(word));
  };

  const applyFilter = () => {
    const fits = fitsForm();
    shown = [];
    for (const one of rows) {
      one.row.hidden = !fits(one);
      if (!one.row.hidden) shown.push(one.id);
    }
    for (const body of bodies) body.hidden = !body.querySelector('tr[data-claim]:not([hidden])');
    const visible = new Set(shown);
    for (const { mark, claims } of marks) {
      const left = claims.filter((id) => visible.has(id)).map((id) => verdictOf.get(id));
      mark.classList.toggle('off', left.length === 0);
      if (left.length > 0 && mark.dataset.verdict) mark.dataset.verdict = weight.find((verdict) => left.includes(verdict));
    }
    for (const sign of signs) sign.classList.toggle('off', !visible.has(sign.id.slice(3)));
    form.elements.count.textContent = `${shown.length} of ${rows.length} claims shown`;
  };

  form.hidden = false;
  form.addEventListener('input', applyFilter);
  // The fields get their new values after this event.
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

  document.addEventListener('click', (event) => {
    const mark = event.target.closest('mark[data-claims]');
    if (!mark || event.target.closest('a') || document.getSelection().toString() !== '') return;
    const claims = mark.dataset.claims.split(' ');
    const left = claims.filter((id) => shown.includes(id));
    left.sort((a, b) => weight.indexOf(verdictOf.get(a)) - weight.indexOf(verdictOf.get(b)));
    go(left[0] ?? claims[0]);
  });

  const addCopyButtons = (root) => {
    for (const command of root.querySelectorAll('pre.command:not(:has(.copy))')) {
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
  };
  for (const root of [document.querySelector('.top'), document.getElementById('checking')]) addCopyButtons(root);
  // A page may have thousands of commands: a claim gets its buttons when a reader points at the claim.
  addEventListener('pointerover', ({ target }) => {
    const claim = target.closest?.('article.claim');
    if (claim) addCopyButtons(claim);
  });

  const atHash = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const openClaim = () => atHash()?.closest('article.claim');

  const unfold = () => {
    const target = atHash();
    if (!target) return;
    for (let fold = target.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    if (target.matches('article.claim')) {
      for (const fold of target.querySelectorAll('details')) fold.open = true;
      target.scrollTop = 0;
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
    const claim = openClaim();
    if (claim) addCopyButtons(claim);
    // A claim beside the document scrolls the document; otherwise the page scrolls to the claim.
    if (claim && getComputedStyle(claim).position === 'fixed')
      document.getElementById(`at-${claim.id}`)?.scrollIntoView({ block: 'center' });
    if (target !== claim || getComputedStyle(target).position !== 'fixed') target.scrollIntoView();
  };
  let arrived;
  const arrive = () => {
    if (location.hash === arrived) return;
    arrived = location.hash;
    unfold();
  };
  // The hashchange event may come after the next key and would then take the focus back.
  const go = (id) => {
    location.hash = id;
    arrive();
  };
  addEventListener('hashchange', arrive);
  arrive();
  // After layout the browser scrolls to the fragment and would leave the claim's place in the document.
  addEventListener('load', unfold);

  const close = () => {
    const claim = openClaim();
    if (!claim) return;
    const place = document.getElementById(`at-${claim.id}`);
    go(place ? place.id : 'documents');
    place?.focus();
  };

  const step = (by) => {
    if (shown.length === 0) return;
    const at = shown.indexOf(openClaim()?.id);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    go(shown[next]);
  };

  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') close();
    else if (event.target.closest?.('input[type=search], select')) return;
    else if (event.key === 'j') step(1);
    else if (event.key === 'k') step(-1);
    else if (event.key === '/') {
      event.preventDefault();
      form.elements.text.focus();
      form.scrollIntoView({ block: 'nearest' });
    }
  });

  let pieces = [];
  const fill = (places) => {
    for (const place of places) {
      const piece = pieces[place.dataset.piece];
      if (piece !== undefined) place.outerHTML = piece;
    }
  };
  const placesIn = (root) => [...root.querySelectorAll('[data-piece]')];
  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed.textContent), (character) => character.charCodeAt(0));
    pieces = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json();
    packed.remove();
    fill(placesIn(document).filter((place) => !place.closest('details:not([open])')));
    // For every fold that opens later.
    document.addEventListener('toggle', ({ target }) => fill(placesIn(target)), true);
  };
  const packed = document.getElementById('pieces');
  if (packed) unpack(packed);

  let opened = [];
  addEventListener('beforeprint', () => {
    fill(placesIn(document));
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const fold of opened) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
  });
})();
