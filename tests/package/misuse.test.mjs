import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { misuses, problemOf } from "./misuses.mjs";
import { brokenSite } from "./broken-site.mjs";
import { hourglass } from "./packed.mjs";
import { features, smallConfig, smallData } from "./support.mjs";

const site = await brokenSite();
after(() => site.close());

const all = misuses({ hourglass, small: smallConfig(hourglass.dense), smallData, features, site: site.url });

for (const worker of [false, true])
  describe(`misuse ${worker ? "in a worker" : "in this thread"}`, () => {
    for (const misuse of all)
      it(misuse.what, async () => assert.equal(await problemOf(misuse, worker), undefined));
  });

it("a file that is served as another type is loaded all the same", async () => {
  const runtime = await hourglass.load({ wasmUrl: `${site.url}text/` });
  await runtime.dispose();
});
