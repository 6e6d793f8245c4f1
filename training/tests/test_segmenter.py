"""The parts of the segmenter's training that can be wrong in silence. Run: python -m unittest discover tests"""

from __future__ import annotations

import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

import synthetic
from dualedit_training import detector, sam, tokenizer
from dualedit_training.config import PICTURE
from dualedit_training.data import Scenes
from dualedit_training.detector_figures import Answers, best_threshold, figures, recall
from dualedit_training.sam_figures import intersection_over_union, mean_iou
from dualedit_training.segmenter_boxes import overlap, suppress, to_corners
from dualedit_training.segmenter_data import Example, augmented, load, paste, pixels_of, reframe, visible_boxes
from dualedit_training.half import round_to_half, store_in_half
from dualedit_training.segmenter_export import detector_part, sam_parts, write_graph
from dualedit_training.segmenter_phrases import UNKNOWN, Phrases, nothing

VOCABULARY = {"nouns": ["cat", "hat"], "colors": ["red", "blue"], "materials": ["striped"], "backgrounds": ["grass"], "words": ["cat", "hat", "red", "blue", "grass"]}


# what a scene unit is in pixels: the sides below are in 1/128 of the picture's
UNIT = PICTURE // 128


def square(x: int, y: int, side: int, noun: str = "cat", color: str | None = None) -> Example:
    ids = np.zeros((PICTURE, PICTURE), np.uint8)
    ids[UNIT * y : UNIT * (y + side), UNIT * x : UNIT * (x + side)] = 1
    picture = np.full((PICTURE, PICTURE, 3), 90, np.uint8)
    picture[ids == 1] = (220, 40, 40)
    thing = {"id": 1, "noun": noun, "color": color, "material": None, "phrase": noun, "wornBy": None}
    return Example(picture, ids, [thing], [(UNIT * side) ** 2])


class Boxes(unittest.TestCase):
    def test_overlap_of_known_boxes(self):
        a, b = torch.tensor([0.0, 0, 2, 2]), torch.tensor([1.0, 0, 3, 2])
        iou, generalised = overlap(a, b)
        self.assertAlmostEqual(iou.item(), 1 / 3, places=6)
        self.assertAlmostEqual(generalised.item(), 1 / 3, places=6)
        apart = overlap(a, torch.tensor([4.0, 0, 6, 2]))
        self.assertEqual(apart[0].item(), 0)
        self.assertAlmostEqual(apart[1].item(), -2 / 6, places=6)

    def test_centres_become_corners(self):
        self.assertTrue(torch.allclose(to_corners(torch.tensor([0.5, 0.5, 0.2, 0.4])), torch.tensor([0.4, 0.3, 0.6, 0.7])))

    def test_suppression_keeps_the_best_of_each_thing(self):
        boxes = torch.tensor([[0.0, 0, 10, 10], [1, 0, 11, 10], [50, 50, 60, 60]])
        self.assertEqual(suppress(boxes, torch.tensor([0.5, 0.9, 0.7]), 0.5).tolist(), [1, 2])
        self.assertEqual(suppress(boxes[:0], torch.zeros(0), 0.5).tolist(), [])


class Augmentation(unittest.TestCase):
    def test_masks_follow_the_picture(self):
        random = np.random.default_rng(0)
        for _ in range(30):
            out = reframe(square(40, 50, 40), random)
            red = out.picture[..., 0].astype(int) - out.picture[..., 1] > 90
            self.assertGreater(intersection_over_union(red, out.ids == 1), 0.9)

    def test_what_is_pasted_hides_what_is_behind(self):
        random = np.random.default_rng(1)
        for _ in range(30):
            out = paste(square(20, 20, 60), square(40, 50, 40, "hat", "blue"), random)
            self.assertEqual([t["noun"] for t in out.things], ["cat", "hat"])
            self.assertEqual(out.whole, [3600 * UNIT**2, 1600 * UNIT**2])
            seen = out.visible()
            self.assertLessEqual(seen[0], 3600 * UNIT**2)
            self.assertGreater(seen[1], 0)

    def test_what_is_mostly_hidden_is_not_to_be_found(self):
        example = square(20, 20, 40)
        example.ids[20 * UNIT : 50 * UNIT] = 0
        self.assertFalse(example.shown()[0])

    def test_boxes_end_behind_the_last_pixel(self):
        self.assertEqual(visible_boxes(square(20, 30, 40).ids, 2).tolist(), [[UNIT * v for v in (20, 30, 60, 70)], [0, 0, 0, 0]])


class Asking(unittest.TestCase):
    def test_phrases_name_by_noun_and_color(self):
        phrases = Phrases.known(VOCABULARY)
        self.assertEqual(phrases.texts, ["cat", "red cat", "blue cat", "striped cat", "hat", "red hat", "blue hat", "striped hat"])
        named = phrases.naming({"noun": "cat", "color": "red", "material": "striped"})
        self.assertEqual(np.array(phrases.texts)[named].tolist(), ["cat", "red cat", "striped cat"])
        natural = phrases.naming({"noun": "cat", "color": None, "material": None})
        self.assertEqual(np.array(phrases.texts)[natural].tolist(), ["cat"])

    def test_nothings_name_nothing(self):
        random = np.random.default_rng(0)
        drawn = Phrases.drawn(VOCABULARY, random)
        self.assertEqual(int(drawn.naming({"noun": "cat", "color": "red", "material": None}).sum()), 2)
        known = set(VOCABULARY["nouns"])
        words = {nothing(VOCABULARY, random) for _ in range(500)}
        self.assertFalse([w for w in words if known & set(w.split())])
        self.assertFalse(words & set(UNKNOWN))


class Targets(unittest.TestCase):
    def test_patches_of_a_thing_carry_its_names_and_box(self):
        phrases = Phrases.known(VOCABULARY)
        names, boxes, inside, weights = detector.targets([square(32, 48, 36, color="red")], phrases)
        grid = inside[0].reshape(16, 16)
        # four by four whole patches, and two edges of half-covered ones
        self.assertEqual(int(grid.sum()), 24)
        self.assertTrue(grid[6:10, 4:8].all())
        self.assertAlmostEqual(weights.sum().item(), 1, places=5)
        self.assertTrue(torch.allclose(boxes[0][inside[0]], torch.tensor([32, 48, 68, 84]) / 128))
        self.assertEqual(names[0][inside[0]].unique(dim=0).tolist(), [[1, 1, 0, 0, 0, 0, 0, 0]])

    def test_perfect_answers_cost_less_than_wrong_ones(self):
        phrases = Phrases.known(VOCABULARY)
        wanted = detector.targets([square(32, 48, 36, color="red")], phrases)
        corners = wanted[1]
        boxes = torch.cat([(corners[..., :2] + corners[..., 2:]) / 2, corners[..., 2:] - corners[..., :2]], -1)
        right = torch.where(wanted[0] == 1, 6.0, -6.0)
        good = detector.detection_loss(right, boxes, wanted)[0]
        wrong_name = detector.detection_loss(-right, boxes, wanted)[0]
        wrong_box = detector.detection_loss(right, boxes * 0.7, wanted)[0]
        self.assertLess(good, 0.01)
        self.assertGreater(wrong_name, good + 1)
        self.assertGreater(wrong_box, good + 0.3)


class Figures(unittest.TestCase):
    def test_a_threshold_trades_recall_against_silence(self):
        answers = Answers(
            scores=np.array([0.9, 0.7, 0.3]),
            right=np.array([True, True, False]),
            reached=np.array([0.9, 0.7]),
            ious=np.array([0.9, 0.8]),
            absent={"absent noun": np.array([0.1, 0.3])},
        )
        f = figures(answers, 0.5)
        self.assertEqual((f["recall"], f["precision"], f["absent_not_found"]), (1, 1, 1))
        self.assertEqual(figures(answers, 0.8)["recall"], 0.5)
        self.assertEqual(figures(answers, 0.2)["absent_not_found"], 0.5)
        self.assertTrue(0.3 < best_threshold(answers) <= 0.7)


class Models(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.manual_seed(0)
        cls.folder = tempfile.TemporaryDirectory()
        path = Path(cls.folder.name)
        synthetic.write(path, 40)
        cls.scenes = Scenes(path)
        tokenizer.write(path / "tokenizer", *tokenizer.train(["red", "green", "blue", "yellow", "disc", "square", "a", "the"]))
        cls.words = detector.load_words(path)
        cls.finder = round_to_half(detector.new_detector(detector.config_for(cls.words)).eval())
        cls.masker = round_to_half(sam.new_sam().eval())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @torch.no_grad()
    def test_the_written_out_text_path_is_the_classes_own(self):
        ids, mask = detector.tokenize(self.words, ["disc", "the red square"])
        pixels = torch.rand(1, 3, PICTURE, PICTURE) * 2 - 1
        own = self.finder(input_ids=ids, pixel_values=pixels, attention_mask=mask)
        logits, boxes, _ = detector.detect(self.finder, pixels, detector.embed_phrases(self.finder, ids, mask))
        self.assertLess((own.logits - logits).abs().max(), 1e-5)
        self.assertLess((own.pred_boxes - boxes).abs().max(), 1e-6)

    @torch.no_grad()
    def test_corners_as_points_are_the_classes_own_boxes(self):
        boxes = torch.tensor([[[10.0, 20, 60, 70], [5, 5, 100, 100]]])
        pixels = torch.rand(1, 3, PICTURE, PICTURE) * 2 - 1
        own = self.masker(pixel_values=pixels, input_boxes=boxes)
        labels = torch.tensor([sam.TOP_LEFT, sam.BOTTOM_RIGHT]).expand(1, 2, 2)
        tokens = sam.embed_prompts(self.masker, boxes.reshape(1, 2, 2, 2), labels, pad=False)
        embeddings = self.masker.vision_encoder(pixels).last_hidden_state
        masks, scores = sam.decode_masks(self.masker, embeddings, sam.image_positions(self.masker, 1), tokens)
        self.assertLess((own.pred_masks - masks).abs().max(), 1e-5)
        self.assertLess((own.iou_scores - scores).abs().max(), 1e-5)

    def test_exports_answer_as_pytorch_for_other_shapes_too(self):
        ids, mask = detector.tokenize(self.words, ["disc", "the red square", "a square", "umbrella"])
        folder = Path(self.folder.name) / "pack"
        for name, part in {"model": detector_part(self.finder, ids, mask), **sam_parts(self.masker)}.items():
            folder.mkdir(exist_ok=True)
            self.assertLess(write_graph(folder, name, part), 1e-4)

    def test_every_scene_is_asked_and_measured(self):
        f = recall(self.finder, self.words, self.scenes, np.arange(4), 0.5)
        things = sum(len(self.scenes.scenes[i]["objects"]) for i in range(4))
        self.assertEqual(f["asked"]["things"], 2 * things)
        masks = mean_iou(self.masker, self.scenes, np.arange(4))
        self.assertEqual(masks["true_boxes"]["things"], things)

    def test_the_encoder_learns_what_is_where(self):
        torch.manual_seed(0)
        model, naming = sam.new_sam(), sam.Naming(["disc", "square"])
        optimizer = torch.optim.AdamW([*model.vision_encoder.parameters(), *naming.parameters()], lr=2e-3)
        examples = [load(self.scenes, i) for i in range(2)]
        losses = []
        for _ in range(15):
            loss = naming(model.vision_encoder(pixels_of(examples)).last_hidden_state, examples)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        self.assertLess(losses[-1], 0.5 * losses[0])


class Masks(unittest.TestCase):
    def test_the_best_output_and_an_honest_score_cost_least(self):
        wanted = torch.zeros(1, 1, PICTURE, PICTURE)
        wanted[..., 64:192, 64:128] = 1
        right = 20 * (wanted[:, :, None, ::4, ::4] - 0.5)
        logits = torch.cat([right, -right, -right], dim=2)
        loss, best = sam.mask_loss(logits, torch.tensor([[[1.0, 0, 0]]]), wanted)
        self.assertGreater(best.item(), 0.97)
        self.assertLess(loss, sam.mask_loss(logits, torch.tensor([[[0.0, 1, 0]]]), wanted)[0])
        self.assertLess(loss, sam.mask_loss(-logits[:, :, :1], torch.tensor([[[0.0]]]), wanted)[0])
        self.assertLess(sam.mask_loss(right, torch.tensor([[[1.0]]]), wanted)[0], 0.1)

    def test_prompts_speak_of_their_mask(self):
        example, random = square(30, 40, 50), np.random.default_rng(0)
        kinds = set()
        for _ in range(60):
            points, labels, masks = sam.prompts_for([example], 2, random)
            self.assertEqual(int(masks[0, 0].sum()), 2500 * UNIT**2)
            for (x, y), label in zip(points[0, 0].tolist(), labels[0, 0].tolist()):
                kinds.add(label)
                if label in (sam.INSIDE, sam.OUTSIDE):
                    self.assertEqual(int(masks[0, 0, int(y), int(x)]), int(label == sam.INSIDE))
            if labels[0, 0, 0] == sam.TOP_LEFT:
                self.assertLess((points[0, 0] / UNIT - torch.tensor([[30.0, 40], [80, 90]])).abs().max(), 50 / 12 + 0.01)
        self.assertEqual(kinds, {sam.OUTSIDE, sam.INSIDE, sam.TOP_LEFT, sam.BOTTOM_RIGHT, sam.PADDING})


class HalfWeights(unittest.TestCase):
    def test_only_what_half_precision_holds_is_stored_in_it(self):
        exact = np.arange(100, dtype=np.float32) / 8
        fine = exact + np.float32(1e-5)
        nodes = [helper.make_node("Add", ["x", "exact"], ["y"]), helper.make_node("Add", ["y", "fine"], ["z"])]
        value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [100])
        weights = [numpy_helper.from_array(exact, "exact"), numpy_helper.from_array(fine, "fine")]
        graph = helper.make_graph(nodes, "g", [value("x")], [value("z")], weights)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "m.onnx"
            onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
            store_in_half(path)
            types = {w.name: w.data_type for w in onnx.load(path).graph.initializer}
            self.assertEqual(types, {"exact.half": TensorProto.FLOAT16, "fine": TensorProto.FLOAT})
            session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
            x = np.ones(100, np.float32)
            self.assertTrue((session.run(None, {"x": x})[0] == x + exact + fine).all())


class Learning(unittest.TestCase):
    def test_augmented_scenes_are_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            synthetic.write(Path(folder), 20)
            scenes, random = Scenes(Path(folder)), np.random.default_rng(0)
            for _ in range(20):
                example = augmented(scenes, np.arange(20), random)
                self.assertEqual(example.picture.shape, (PICTURE, PICTURE, 3))
                self.assertLessEqual(example.ids.max(), len(example.things))


if __name__ == "__main__":
    unittest.main()
