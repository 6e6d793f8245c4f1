import type { Judge } from '@dualedit/bench';
import {
  applyEdits,
  renderMasks,
  renderScene,
  type Scene,
  type SceneObject,
  vocabulary,
} from '@dualedit/diorama';
import { type Edit, type Mask, maskBox, type Picture, resizePicture, uniteMasks } from '@dualedit/foundation';
import { JUDGE_SIZE, nounIn } from '../shared/noun-in.js';
import { rmse } from '../shared/rmse.js';
import { looksDistance } from './looks.js';

const { colors, materials } = vocabulary('full');

/** What became of one thing that an edit means. */
export interface Verdict {
  edit: string;
  asked: string;
  seen: string;
  right: boolean;
}

interface Answer {
  judge: Judge;
  before: Picture;
  after: Picture;
  /** Where each edit was pasted. */
  pasted: readonly Mask[];
}

/** Every edit's things beside the counterfactual: kind, look, or that it is gone. */
export async function verdictsOf(scene: Scene, edits: readonly Edit[], answer: Answer): Promise<Verdict[]> {
  const truth = applyEdits(scene, edits);
  const verdicts = await Promise.all(
    edits.map(async (edit, i) => {
      const alone = applyEdits(scene, [edit]);
      const changed = scene.objects.filter((object) => {
        const now = alone.objects.find(({ id }) => id === object.id);
        return JSON.stringify(now) !== JSON.stringify(object);
      });
      return Promise.all(
        changed.map(async (object) => {
          const fresh = truth.objects.find(({ id }) => id === object.id);
          const said = fresh
            ? await ofChanged(scene, truth, object, fresh, { ...answer, pasted: [answer.pasted[i]!] })
            : await ofRemoved(scene, truth, object, answer);
          return { edit: `${edit.source}→${edit.target}`, ...said };
        }),
      );
    }),
  );
  return verdicts.flat();
}

/**
 * Gone is what is far nearer to the picture without it than to the picture with it, or nearer, and the judge calls what
 * is there as it calls what is there in the true picture: the lines of a head that a hat covered, or of another animal,
 * may run elsewhere.
 */
async function ofRemoved(
  scene: Scene,
  without: Scene,
  object: SceneObject,
  { judge, before, after }: Answer,
) {
  const size = after.width;
  const truth = await renderScene(without, size);
  const place = await visibleOf(scene, object.id, size);
  const { data } = place;
  const isInside = (pixel: number) => data[pixel]! > 127;
  const [toTruth, toBefore] = [rmse(after, truth, isInside), rmse(after, before, isInside)];
  const called = async (picture: Picture) => (await judge.objects(picture, [maskBox(place)!]))[0]!.noun;
  const right =
    toTruth < toBefore / 2 || (toTruth < toBefore && (await called(after)) === (await called(truth)));
  return {
    asked: 'nothing',
    seen: right ? 'nothing' : `${object.noun} (${toTruth.toFixed(0)} of ${toBefore.toFixed(0)})`,
    right,
  };
}

async function ofChanged(
  scene: Scene,
  truth: Scene,
  old: SceneObject,
  fresh: SceneObject,
  { judge, after, pasted }: Answer,
) {
  const size = after.width;
  const [before, mask] = [await visibleOf(scene, old.id, size), await visibleOf(truth, fresh.id, size)];
  const noun = await nounIn(judge, await resizePicture(after, JUDGE_SIZE, JUDGE_SIZE), {
    wanted: fresh.noun,
    masks: fresh.noun === old.noun ? [mask] : [mask, before, uniteMasks([mask, before]), ...pasted],
  });
  const asked = [fresh.color, fresh.material, fresh.noun].filter(Boolean).join(' ');
  const isLook = fresh.color !== old.color || fresh.material !== old.material;
  const look = isLook ? await nearestLook() : undefined;
  const seen = `${look ? `${look} ` : ''}${noun}`;
  const lookRight = look === undefined || look === lookOf(fresh);
  return { asked, seen, right: noun === fresh.noun && lookRight };

  /** Of the renderings in every color, or every material, the one whose thing looks most like the result's. */
  async function nearestLook(): Promise<string> {
    const isMaterial = fresh.material !== old.material && fresh.material !== undefined;
    const { color: _color, material: _material, ...bare } = fresh;
    const kept = fresh.color === undefined ? {} : { color: fresh.color };
    const others: SceneObject[] = isMaterial
      ? [
          { ...bare, ...kept },
          ...materials.map((material) => ({ ...bare, ...(isOwn(material) ? {} : kept), material })),
        ]
      : colors.map((color) => ({ ...fresh, color }));
    const near = await Promise.all(
      others.map(async (object) => {
        const objects = truth.objects.map((one) => (one.id === object.id ? object : one));
        const shown = await renderScene({ ...truth, objects }, size);
        return { look: lookOf(object), distance: looksDistance(after, shown, mask) };
      }),
    );
    return near.toSorted((a, b) => a.distance - b.distance)[0]!.look;
  }
}

const isOwn = (material: string) => material === 'wooden' || material === 'golden';
const lookOf = ({ color, material }: SceneObject) => [color, material].filter(Boolean).join(' ') || 'plain';

async function visibleOf(scene: Scene, id: number, size: number): Promise<Mask> {
  return (await renderMasks(scene, size))[scene.objects.findIndex((object) => object.id === id)]!.visible;
}
