// Import cycles: one shortest cycle for each knot of files that reach each other.

/** `edges`: file -> [{ target, line }]. Returns `{ path, line, files }` for each knot. */
export function findCycles(edges) {
  return knots(edges).map((knot) => shortestCycle(knot, edges));
}

function knots(edges) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const onStack = new Set();
  const found = [];
  const visit = (file) => {
    order.set(file, order.size);
    low.set(file, order.get(file));
    stack.push(file);
    onStack.add(file);
    for (const { target } of edges.get(file) ?? []) {
      if (!order.has(target)) {
        visit(target);
        low.set(file, Math.min(low.get(file), low.get(target)));
      } else if (onStack.has(target)) {
        low.set(file, Math.min(low.get(file), order.get(target)));
      }
    }
    if (low.get(file) !== order.get(file)) return;
    const knot = new Set();
    let member;
    do {
      member = stack.pop();
      onStack.delete(member);
      knot.add(member);
    } while (member !== file);
    const importsItself = (edges.get(file) ?? []).some(({ target }) => target === file);
    if (knot.size > 1 || importsItself) found.push(knot);
  };
  for (const file of [...edges.keys()].sort()) if (!order.has(file)) visit(file);
  return found;
}

function shortestCycle(knot, edges) {
  const start = [...knot].sort()[0];
  const cameFrom = new Map();
  const queue = [start];
  for (const file of queue) {
    for (const { target } of edges.get(file) ?? []) {
      if (target === start) return describe(start, file, cameFrom, edges);
      if (!knot.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, file);
      queue.push(target);
    }
  }
  return { path: start, line: 1, files: [...knot] };
}

function describe(start, last, cameFrom, edges) {
  const files = [start];
  for (let file = last; file !== start; file = cameFrom.get(file)) files.splice(1, 0, file);
  const first = files[1] ?? start;
  const line = edges.get(start).find(({ target }) => target === first).line;
  return { path: start, line, files: [...files, start] };
}
