import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that take long though they are small: begun last they would run on alone when everything else is over. They mostly
 * wait or have their own processes work, so they also fit beside the others.
 */
const long = [
  "e2e/run/soak.integration.test.ts",
  "e2e/frame/escapes.integration.test.ts",
  "src-main/policy/tables/differential.integration.test.ts",
];

/** The order of Vitest, with these files first of their project. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((path) => moduleId.endsWith(path));
      return at === -1 ? long.length : at;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
