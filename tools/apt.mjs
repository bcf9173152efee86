// Installing Debian packages without touching what the system already has.

import { Failure, capture, run, stage, which } from "./run.mjs";

const isRoot = process.getuid?.() === 0;

/** How to run a command as root without a question: an argument prefix, or undefined if that cannot be. */
export function asRoot() {
  if (isRoot) return [];
  return which("sudo") && capture("sudo", ["-n", "true"]).ok ? ["sudo", "-n"] : undefined;
}

export function canInstall() {
  return Boolean(which("apt-get") && asRoot());
}

/** Installs packages that are missing. Refuses where apt would upgrade or remove anything. */
export async function aptInstall(packages) {
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args];
    return [command, rest];
  };
  const options = [
    "-o",
    "Acquire::Retries=2",
    "-o",
    "Acquire::http::Timeout=30",
    "-o",
    "DPkg::Lock::Timeout=120",
  ];
  const install = [
    ...options,
    "install",
    "-y",
    "--no-install-recommends",
    "--no-upgrade",
    "--no-remove",
    ...packages,
  ];

  await stage(`apt-get update`, async () => {
    // A third party's broken source is no reason to stop: the install below tells if something is missing.
    await run(...apt(...options, "-q", "update")).catch((error) =>
      console.log(`  ${error.message}, going on`),
    );
  });
  await stage(`apt-get install ${packages.join(" ")}`, async () => {
    const plan = capture(...apt("-s", ...install));
    if (!plan.ok) throw new Failure(`apt-get cannot install ${packages.join(", ")}:\n${plan.stderr.trim()}`);
    // In a simulation, "Inst name [old version] (new version ...)" is an upgrade.
    const upgrades = [...plan.stdout.matchAll(/^Inst (\S+) \[/gm)].map((match) => match[1]);
    if (upgrades.length > 0) {
      throw new Failure(
        `Installing ${packages.join(", ")} would upgrade ${upgrades.join(", ")}, and this set-up never changes what ` +
          `the system has. Run "apt-get install ${packages.join(" ")}" yourself if you agree, then start again.`,
      );
    }
    await run(...apt("-q", ...install));
  });
}
