// Reads TypeScript without a compiler: blanks out what is not code, then finds the imports in what is left.

const WORD = /[A-Za-z0-9_$]/;
const BEFORE_REGEX = new Set(
  "await case delete do else extends in instanceof new of return throw typeof void yield".split(" "),
);

/**
 * The source with comments, the text of strings and templates, and regular expressions blanked (line breaks and
 * positions stay), and the value of every string literal by the position of its opening quote.
 */
export function maskSource(source) {
  const out = source.split("");
  const strings = new Map();
  const templateDepths = [];
  let depth = 0;
  let i = 0;
  const blank = (from, to) => {
    for (let k = from; k < to && k < out.length; k++) if (out[k] !== "\n") out[k] = " ";
  };
  const templateText = (from) => {
    let k = from;
    while (k < source.length && source[k] !== "`") {
      if (source[k] === "\\") k++;
      else if (source[k] === "$" && source[k + 1] === "{") {
        blank(from, k);
        templateDepths.push(depth);
        depth++;
        return k + 2;
      }
      k++;
    }
    blank(from, k);
    return k + 1;
  };
  while (i < source.length) {
    const c = source[i];
    const next = source[i + 1];
    if (c === "/" && next === "/") {
      const end = endOfLine(source, i);
      blank(i, end);
      i = end;
    } else if (c === "/" && next === "*") {
      const close = source.indexOf("*/", i + 2);
      const end = close < 0 ? source.length : close + 2;
      blank(i, end);
      i = end;
    } else if (c === '"' || c === "'") {
      let end = i + 1;
      while (end < source.length && source[end] !== c && source[end] !== "\n") end += source[end] === "\\" ? 2 : 1;
      strings.set(i, source.slice(i + 1, end));
      blank(i + 1, end);
      i = end + 1;
    } else if (c === "`") {
      i = templateText(i + 1);
    } else if (c === "/" && startsRegex(out, i)) {
      const end = endOfRegex(source, i);
      blank(i + 1, end);
      i = end;
    } else {
      if (c === "{") depth++;
      if (c === "}") {
        depth--;
        if (templateDepths.length > 0 && templateDepths[templateDepths.length - 1] === depth) {
          templateDepths.pop();
          i = templateText(i + 1);
          continue;
        }
      }
      i++;
    }
  }
  return { code: out.join(""), strings };
}

function endOfLine(source, from) {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
}

function startsRegex(out, at) {
  let k = at - 1;
  while (k >= 0 && /\s/.test(out[k])) k--;
  if (k < 0) return true;
  if (WORD.test(out[k])) {
    let start = k;
    while (start > 0 && WORD.test(out[start - 1])) start--;
    return BEFORE_REGEX.has(out.slice(start, k + 1).join(""));
  }
  // A closing bracket or a literal ends a value: what follows divides it.
  return !")]}\"'`/".includes(out[k]);
}

function endOfRegex(source, from) {
  let inClass = false;
  for (let k = from + 1; k < source.length; k++) {
    const c = source[k];
    if (c === "\\") k++;
    else if (c === "\n") return k;
    else if (c === "[") inClass = true;
    else if (c === "]") inClass = false;
    else if (c === "/" && !inClass) return k + 1;
  }
  return source.length;
}

/**
 * Every import of a masked source: `{ specifier, kind, line }`; kind is "value", "type" or "lazy".
 * The specifier is null where the path is computed, and "require" calls come with kind "require".
 */
export function findImports({ code, strings }) {
  const lineOf = lineCounter(code);
  const imports = [];
  const add = (at, kind, quote) => {
    const specifier = quote === null ? null : (strings.get(quote) ?? null);
    imports.push({ specifier, kind, line: lineOf(at) });
  };
  const keyword = /(?<![\w$.#])(import|export|require)(?![\w$])/g;
  for (let match = keyword.exec(code); match !== null; match = keyword.exec(code)) {
    const at = match.index;
    const rest = code.slice(at + match[0].length);
    if (match[1] === "require") {
      const call = /^\s*\(\s*(["'])/.exec(rest);
      if (call) add(at, "require", at + match[0].length + call[0].length - 1);
    } else if (match[1] === "import") {
      const call = /^\s*\(\s*/.exec(rest);
      if (call) {
        const open = at + match[0].length + call[0].length;
        const literal = code[open] === '"' || code[open] === "'";
        const value = literal ? strings.get(open) : undefined;
        add(at, isTypeQuery(code, at, open, value) ? "type" : "lazy", literal ? open : null);
        continue;
      }
      const clause = /^(\s*(?:type\b(?!\s*(?:,|from\b)))?[\w$\s{},*]*?\bfrom\s*|\s*)(["'])/.exec(rest);
      if (clause) add(at, isTypeClause(clause[1]) ? "type" : "value", at + match[0].length + clause[0].length - 1);
    } else {
      const clause = /^(\s*(?:type\s*)?(?:\*(?:\s*as\s+[\w$]+)?|\{[^{}]*\})\s*from\s*)(["'])/.exec(rest);
      if (clause) add(at, isTypeClause(clause[1]) ? "type" : "value", at + match[0].length + clause[0].length - 1);
    }
  }
  return imports;
}

function isTypeClause(clause) {
  if (/^\s*type\s*[{*]/.test(clause) || /^\s*type\s+(?!from\b)[\w$]+/.test(clause)) return true;
  const named = /^\s*\{([^}]*)\}/.exec(clause);
  if (!named) return false;
  const names = named[1].split(",").map((name) => name.trim());
  const filled = names.filter((name) => name !== "");
  return filled.length > 0 && filled.every((name) => /^type\s/.test(name));
}

/** `typeof import("x")` and `import("x").Name` stand where a type stands; `import("x").then` does not. */
function isTypeQuery(code, at, open, value) {
  if (/\btypeof\s*$/.test(code.slice(Math.max(0, at - 20), at))) return true;
  if (value === undefined) return false;
  const after = code.slice(open + value.length + 2);
  const member = /^\s*\)\s*\.\s*([\w$]+)/.exec(after);
  return member !== null && !["then", "catch", "finally"].includes(member[1]);
}

export function lineCounter(code) {
  const starts = [0];
  for (let k = code.indexOf("\n"); k >= 0; k = code.indexOf("\n", k + 1)) starts.push(k + 1);
  return (position) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= position) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
