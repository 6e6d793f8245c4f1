"""What can be wrong in silence in the judge and in CLIP. Run: python -m unittest discover tests"""

from __future__ import annotations

import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch
from transformers import CLIPTextConfig, CLIPTextModel

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

import synthetic
from dualedit_training.clip import carried_over, contrast, embed_text
from dualedit_training.clip_captions import is_true, sixteen_random, wrong_words
from dualedit_training.clip_model import fingerprint, load_clip, make_clip, set_text
from dualedit_training.config import SIZES, text_config
from dualedit_training.data import Scenes
from dualedit_training.evaluate_drawn import Wanted, drawn_figures
from dualedit_training.export import export_part
from dualedit_training.judge import box_loss
from dualedit_training.judge_data import Batch, JudgeScenes, Thing, graft, judge_names, right_answers
from dualedit_training.judge_export import judge_parts
from dualedit_training.judge_model import CROP, BoxJudge, PresenceJudge, crop_boxes

VOCABULARY = {"nouns": ["cat", "dog", "hat"], "colors": ["red", "blue"], "materials": ["striped"]}


def scene(*things: tuple[str, str | None], place: str = "grass", worn: int | None = None) -> dict:
    objects = [{"id": i + 1, "noun": n, "color": c, "material": None, "wornBy": worn if n == "hat" else None} for i, (n, c) in enumerate(things)]
    return {"objects": objects, "background": place, "captions": [" and ".join(f"a {c or ''} {n}".replace("  ", " ") for n, c in things)]}


class Crops(unittest.TestCase):
    def test_a_box_is_cut_out_where_it_says(self):
        picture = torch.zeros(1, 3, 100, 200)
        picture[..., 25:50, 100:150] = 1
        # grown by a tenth, the box of the white part shows white but for a rim of one twelfth
        crop = crop_boxes(picture, torch.tensor([[0.5, 0.25, 0.75, 0.5]]))
        self.assertEqual(tuple(crop.shape), (1, 3, CROP, CROP))
        rim = CROP // 12
        self.assertGreater(crop[..., rim + 1 : -rim - 1, rim + 1 : -rim - 1].min().item(), 0.99)
        self.assertLess(crop[..., : rim - 1, :].max().item(), 0.01)
        self.assertLess(crop[..., :, -rim + 1 :].max().item(), 0.01)

    def test_the_border_repeats_outside_the_picture(self):
        picture = torch.linspace(-1, 1, 64).expand(1, 3, 64, 64)
        crop = crop_boxes(picture, torch.tensor([[-1.0, 0.0, -0.5, 1.0]]))
        self.assertLess((crop + 1).abs().max().item(), 1e-6)


class JudgeTruths(unittest.TestCase):
    def test_an_empty_box_is_nothing_and_a_part_may_also_be_its_object(self):
        ids = np.zeros((128, 128), np.uint8)
        ids[40:80, 40:80] = 1
        self.assertEqual(right_answers(np.array([0, 0, 30, 30]), ids, [1], 3).tolist(), [False, False, True])
        self.assertEqual(right_answers(np.array([40, 40, 80, 55]), ids, [1], 3).tolist(), [False, True, True])

    def test_batches_say_what_the_scenes_hold(self):
        with tempfile.TemporaryDirectory() as folder:
            synthetic.write(Path(folder), 20)
            scenes = Scenes(Path(folder))
            names = judge_names(scenes)
            again = np.stack([scenes.picture(i) for i in range(20)])
            batch = JudgeScenes(scenes, np.arange(20), again, names).batch(8, np.random.default_rng(0))
            for m in torch.nonzero(batch.color >= 0)[:, 0]:
                present = batch.present[batch.of[m]]
                noun = int(batch.allowed[m].float().argmax())
                self.assertEqual(int(batch.allowed[m].sum()), 1)
                self.assertEqual(present[noun, batch.color[m]].item(), 1)
            for n in range(8):
                shown = {(k, t) for k, t in zip(batch.kinds[n].flatten().tolist(), batch.tints[n].flatten().tolist()) if t >= 0}
                self.assertEqual(shown, {tuple(pair) for pair in torch.nonzero(batch.present[n]).tolist()})

    def test_the_loss_falls_with_any_of_the_right_answers(self):
        batch = Batch(None, None, None, None, torch.tensor([0, 0]), torch.tensor([[0.0, 0, 1, 1]] * 2), torch.tensor([[True, False, True]] * 2), torch.tensor([1, -1]), torch.tensor([0, -1]))

        class Fixed:
            def __init__(self, *logits):
                self.logits = torch.tensor([logits] * 2)

            def judge_crops(self, _):
                return self.logits, torch.tensor([[0.0, 50.0]] * 2), torch.tensor([[50.0, 0.0]] * 2)

        def loss(*logits: float) -> float:
            return box_loss(Fixed(*logits), batch, torch.zeros(1, 3, 64, 64), np.random.default_rng(0)).item()

        self.assertLess(loss(50.0, 0, 0), 1e-6)
        self.assertLess(loss(0, 0, 50.0), 1e-6)
        self.assertGreater(loss(0, 50.0, 0), 10)

    def test_a_grafted_part_is_less_than_half_of_its_host(self):
        random = np.random.default_rng(0)
        grafted = 0
        for _ in range(40):
            host = Thing(np.zeros((128, 128, 3), np.uint8), np.zeros((128, 128), bool), [20, 30, 80, 110], 0)
            host.mask[30:110, 20:80] = True
            other = Thing(np.full((128, 128, 3), 255, np.uint8), np.zeros((128, 128), bool), [50, 50, 90, 100], 1)
            other.mask[50:100, 50:90] = True
            changed = graft(host, other, random)
            if changed is not None:
                grafted += 1
                self.assertTrue((host.picture[changed] == 255).all() and (host.picture[~changed] == 0).all())
                self.assertLess(changed.sum(), 0.5 * host.mask.sum())
        self.assertGreater(grafted, 10)

    def test_both_graphs_leave_as_they_are_in_torch(self):
        torch.manual_seed(0)
        with tempfile.TemporaryDirectory() as folder:
            for name, part in judge_parts(BoxJudge(4, 3, 2), PresenceJudge(4, 3)).items():
                self.assertLess(export_part(Path(folder) / name, part), 1e-5)
            sizes = [d.dim_param for d in onnx.load(Path(folder) / "model" / "model.onnx").graph.input[0].type.tensor_type.shape.dim]
            self.assertEqual(sizes, ["pictures", "", "height", "width"])


class Captions(unittest.TestCase):
    def test_wrong_words_are_wrong_in_one_thing(self):
        wrong = wrong_words("a red cat wearing a hat on the grass", scene(("cat", "red"), ("hat", None), worn=1), VOCABULARY)
        self.assertIn("a blue cat wearing a hat on the grass", wrong)
        self.assertIn("a red hat wearing a cat on the grass", wrong)
        self.assertIn("a red cat wearing a blue hat on the grass", wrong)
        self.assertIn("a red cat wearing a hat in the snow", wrong)
        self.assertNotIn("a red cat wearing a hat in a meadow", wrong)
        self.assertNotIn("a red cat wearing a hat on the grass", wrong)

    def test_beside_each_other_order_says_nothing(self):
        wrong = wrong_words("a cat and a dog", scene(("cat", None), ("dog", None)), VOCABULARY)
        self.assertNotIn("a dog and a cat", wrong)

    def test_a_caption_is_true_of_every_scene_of_its_meaning(self):
        red = scene(("cat", "red"))
        self.assertTrue(is_true("a red cat", red, scene(("cat", "red"), place="snow")))
        self.assertFalse(is_true("a red cat on the grass", red, scene(("cat", "red"), place="snow")))
        self.assertFalse(is_true("a red cat", red, scene(("cat", "blue"))))
        self.assertFalse(is_true("a red cat", red, scene(("cat", "red"), ("dog", None))))

    def test_sixteen_are_sixteen_and_the_others_are_false(self):
        things = [(n, c) for n in VOCABULARY["nouns"] for c in (*VOCABULARY["colors"], None)]
        scenes = [scene(a, b) for a in things for b in things if a[0] != b[0]]
        captions = sixteen_random(0, scenes, np.arange(len(scenes)), np.random.default_rng(0))
        self.assertEqual(len(set(captions)), 16)
        self.assertEqual(captions[0], scenes[0]["captions"][0])


class Clip(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        settings = CLIPTextConfig(**text_config(SIZES["small"], 50, 48, 49), attn_implementation="eager")
        self.text = CLIPTextModel(settings).eval()

    def test_its_text_half_is_the_given_encoder_and_stays_so(self):
        model = make_clip(SIZES["small"], self.text).eval()
        ids = torch.tensor([[48, 3, 7, 49, 49, 49], [48, 3, 7, 8, 49, 49]])
        wanted = self.text(input_ids=ids).pooler_output
        self.assertLess((model.text_model(input_ids=ids).pooler_output - wanted).abs().max().item(), 1e-6)
        self.assertFalse(any(p.requires_grad for p in model.text_model.parameters()))
        expected = torch.nn.functional.normalize(model.text_projection(wanted), dim=1)

        class Words:
            def encode(self, text):
                return type("Encoding", (), {"ids": [int(w) for w in text.split()]})

            def token_to_id(self, _):
                return 49

        # cut behind the first end token of the longest
        embedded = embed_text(model, Words(), ["48 3 7 49 49 49 49 49", "48 3 7 8 49 49 49 49"])
        self.assertLess((embedded - expected).abs().max().item(), 1e-5)

    def test_weights_fitted_to_another_encoder_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "clip").mkdir()
            torch.save({"fingerprint": fingerprint(self.text)}, Path(folder) / "clip" / "checkpoint.pt")
            other = CLIPTextModel(self.text.config).eval()
            with self.assertRaisesRegex(RuntimeError, "another text encoder"):
                load_clip(Path(folder), SIZES["small"], other)
            model = make_clip(SIZES["small"], self.text)
            set_text(model, other)
            self.assertNotEqual(fingerprint(self.text), fingerprint(other))

    def test_embeddings_are_carried_over_to_another_encoder(self):
        torch.manual_seed(0)
        old, mix = torch.randn(400, 16), torch.randn(16, 16)
        projection = torch.randn(8, 16)
        new = old @ mix
        before = torch.nn.functional.normalize(old @ projection.T, dim=1)
        after = torch.nn.functional.normalize(new @ carried_over(projection, old, new).T, dim=1)
        self.assertGreater((before * after).sum(1).mean().item(), 0.99)

    def test_captions_that_are_also_true_do_not_count_against_a_picture(self):
        images = torch.eye(2)
        twins = torch.tensor([[True, True], [True, True]])
        wrong = torch.zeros(2, 2)
        loss = contrast(images, torch.ones(2, 2) / 2**0.5, wrong, twins, torch.tensor(50.0))
        self.assertLess(loss.item(), 1e-6)
        loss = contrast(images, torch.ones(2, 2) / 2**0.5, wrong, torch.eye(2, dtype=torch.bool), torch.tensor(50.0))
        self.assertGreater(loss.item(), 0.5)


class Drawn(unittest.TestCase):
    def test_a_missing_thing_has_not_got_its_color(self):
        names = {"classes": ["cat", "hat", "nothing"], "colors": ["red", "natural"]}
        wanted = [Wanted("a cat in a red hat", (("cat", None), ("hat", "red")), True)] * 2
        colored = np.zeros((2, 2, 2), bool)
        colored[:, 0, 1] = True
        colored[0, 1, 0] = True
        figures = drawn_figures(wanted, colored.any(2), colored, names)
        self.assertEqual(figures["named_object_there"], {"share": 0.75, "of": 4})
        self.assertEqual(figures["in_the_named_color"], {"share": 0.5, "of": 2})
        self.assertEqual(figures["two_named_both_there"], {"share": 0.5, "of": 2})
        self.assertEqual(figures["three_or_more_all_there"]["of"], 0)
        self.assertEqual(figures["by_noun"]["hat"], {"share": 0.5, "of": 2})


if __name__ == "__main__":
    unittest.main()
