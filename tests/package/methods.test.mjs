// The methods that TypeScript knows are those that the modules offer: a call of one that is not there, and one that nobody
// calls, would both go unseen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import ts from "typescript";

const bindings = new URL("../../bindings/", import.meta.url);

/** Names of an interface's members, with those of what it extends. */
function membersOf(name, source) {
  const declared = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === name);
  const inherited = (declared.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression }) => membersOf(expression.text, source)),
  );
  return [...inherited, ...declared.members.map((member) => member.name.text)];
}

const file = "src/messages/methods.ts";
const source = ts.createSourceFile(
  file,
  readFileSync(new URL(file, bindings), "utf8"),
  ts.ScriptTarget.Latest,
);

it("bindings.cpp offers the methods of ModuleMethods, and no others", () => {
  const text = readFileSync(new URL("bindings.cpp", bindings), "utf8");
  const offered = [...text.matchAll(/offer<\w+>\("(\w+)"\)/g)].map(([, name]) => name);
  assert.deepEqual(offered.sort(), membersOf("ModuleMethods", source).sort());
});

it("the baseline module has each of them, but for threads", async () => {
  const { default: createModule } = await import(new URL("dist/wasm/glue.js", bindings).href);
  const wasm = await WebAssembly.compile(readFileSync(new URL("dist/wasm/baseline.wasm", bindings)));
  const module = await createModule({
    instantiateWasm: (imports, receive) => {
      void WebAssembly.instantiate(wasm, imports).then((instance) => receive(instance, wasm));
      return {};
    },
  });
  for (const name of membersOf("ModuleMethods", source))
    assert.equal(typeof module[name], name === "setThreads" ? "undefined" : "function", name);
});
