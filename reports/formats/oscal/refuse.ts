// Values that only fill a field. In the middle of a sentence the same words are allowed.
const placeholder = /^(TODO|TBD|FIXME|lorem ipsum.*|placeholder|REPLACE_ME|<.+>|unknown|n\/a|none|null|undefined|-|x+)$/i;

// Dates that mean "no date": the epoch, years before this suite existed, and years far in the future.
const isSentinel = (year: number) => year < 2020 || year > 2100;

const date = /^(\d{4})-\d{2}-\d{2}T/;

/** `$.a[0].b: reason` for each placeholder, sentinel date and empty value of an OSCAL document. */
export function emptiness(value: unknown, path = '$'): string[] {
  if (value === null || value === undefined) return [`${path}: no value`];
  if (typeof value === 'string') {
    if (value.trim() === '') return [`${path}: empty`];
    if (placeholder.test(value)) return [`${path}: placeholder "${value}"`];
    const year = Number(date.exec(value)?.[1]);
    return year && isSentinel(year) ? [`${path}: sentinel date ${value}`] : [];
  }
  if (typeof value !== 'object') return [];
  if (Array.isArray(value))
    return value.length === 0 ? [`${path}: empty list`] : value.flatMap((one, index) => emptiness(one, `${path}[${index}]`));
  return Object.entries(value).flatMap(([key, one]) => {
    // In OSCAL an empty `include-all` means "everything".
    const isAll = key === 'include-all' && JSON.stringify(one) === '{}';
    if (!isAll && one && typeof one === 'object' && Object.keys(one as object).length === 0) return [`${path}.${key}: empty`];
    return isAll ? [] : emptiness(one, `${path}.${key}`);
  });
}
