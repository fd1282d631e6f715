// One day out of all operations about it: the same rules as migrainedays.diary.phone.merge, which decides for the
// clinic; tests hold the two together. An operation stands unless another that writes the same field names it among
// its parents. Several that stand and differ are all kept, and the person is asked.

export function merge(operations) {
  const found = [...new Map(operations.map((each) => [each.id, each])).values()];
  found.sort((a, b) => (a.id < b.id ? -1 : 1));
  const values = {};
  const conflicts = {};
  for (const name of [...new Set(found.flatMap((each) => Object.keys(each.changes)))].sort()) {
    const writers = found.filter((each) => name in each.changes);
    const standing = writers.filter((each) => !writers.some((other) => replaces(other, each)));
    const answers = new Set(standing.map((each) => JSON.stringify(each.changes[name])));
    if (answers.size === 1) values[name] = standing[0].changes[name];
    else conflicts[name] = standing.map((each) => ({ value: each.changes[name], operation: each.id, device: each.device }));
  }
  return { values, conflicts, revisions: found.map((each) => each.id) };
}

// Say aloud what an answer implies, so that two phones that contradict each other meet in the same field.
export function settle(changes) {
  if (changes.headache === false) return { ...changes, peak: null, minutes: null, ongoing: null };
  const felt = ["peak", "minutes", "ongoing"].some((name) => changes[name]);
  return felt ? { ...changes, headache: true } : changes;
}

function replaces(other, each) {
  return other.parents.includes(each.id) && !each.parents.includes(other.id);
}
