"""The parts of the training that can be wrong in silence. Run: python -m unittest discover tests"""

from __future__ import annotations

import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from diffusers.pipelines.latent_consistency_models.pipeline_latent_consistency_text2img import LatentConsistencyModelPipeline

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

import synthetic
from dualedit_training import tokenizer, weights
from dualedit_training.captions import encode, owners
from dualedit_training.config import LATENT, LATENT_CHANNELS, SIZES, autoencoder_config, scheduler_config, unet_config
from dualedit_training.consistency import Paths, carry_over, guidance_embedding, losses, make_student
from dualedit_training.checkpoints import Average, Clock, Keeper, save_atomically
from dualedit_training.data import Scenes, coverage, is_held_out
from dualedit_training.diffusion import latents_facts, make_models
from dualedit_training.grounding import AttentionRecorder, grounding_loss
from dualedit_training.judge_model import load_judge, new_judge
from dualedit_training.latents import equalize
from dualedit_training.optimizer import make_optimizers, orthogonalize

CAT = {"noun": "cat", "color": "red"}
DOG = {"noun": "dog", "color": "blue"}


class Owners(unittest.TestCase):
    def test_adjectives_and_nouns_speak_of_their_object(self):
        self.assertEqual(owners("a red cat and a blue dog", [CAT, DOG]), [0, 1, 1, 0, 0, 2, 2])

    def test_a_plain_noun_speaks_of_all_of_its_kind(self):
        self.assertEqual(owners("a cat", [CAT, {"noun": "cat", "color": "blue"}]), [0, 3])

    def test_a_color_picks_among_one_kind(self):
        self.assertEqual(owners("a blue cat", [CAT, {"noun": "cat", "color": "blue"}]), [0, 2, 2])

    def test_a_color_does_not_reach_over_a_noun(self):
        self.assertEqual(owners("red dog cat", [CAT, DOG]), [0, 0, 1])


class Words(unittest.TestCase):
    def test_every_word_is_one_token_and_unknown_ones_are_pieces(self):
        with tempfile.TemporaryDirectory() as folder:
            words = ["cat", "cats", "catcat", "a", "an", "and", "sand", "wearing", "ear"]
            tokenizer.write(Path(folder), *tokenizer.train(words))
            built = tokenizer.load(Path(folder))
            for word in words:
                self.assertEqual(built.encode(word).tokens[1:3], [word + "</w>", tokenizer.END])
            self.assertGreater(len([t for t in built.encode("zebra").tokens if t != tokenizer.END]), 2)
            self.assertEqual(built.decode(built.encode("a  Cat and sand").ids).strip().replace("</w>", " ").split(),
                             ["a", "cat", "and", "sand"])

    def test_owners_land_on_the_right_tokens(self):
        with tempfile.TemporaryDirectory() as folder:
            tokenizer.write(Path(folder), *tokenizer.train(["a", "red", "cat", "and", "dog"]))
            ids, owner = encode("A red cat, and a dog", [CAT, {"noun": "dog", "color": None}], tokenizer.load(Path(folder)))
            self.assertEqual(owner[:9].tolist(), [0, 0, 1, 1, 0, 0, 0, 2, 0])
            self.assertEqual(len(ids), 32)


class Data(unittest.TestCase):
    def test_shards_round_trip_and_split_by_seed(self):
        with tempfile.TemporaryDirectory() as folder:
            synthetic.write(Path(folder), 200)
            scenes = Scenes(Path(folder))
            training, held = scenes.split()
            self.assertEqual(sorted([*training, *held]), list(range(200)))
            self.assertTrue(all(is_held_out(scenes.scenes[i]["seed"]) for i in held) and len(held) > 0)
            ids = scenes.ids(3)
            share = coverage(ids, 2, 16)
            for k in range(2):
                self.assertAlmostEqual(float(share[k].mean()), float((ids == k + 1).mean()), places=6)


class Weights(unittest.TestCase):
    names = {"classes": ["cat", "nothing"], "colors": ["red", "natural"], "materials": ["striped", "plain"]}

    def start(self, run: Path) -> list[dict[str, torch.Tensor]]:
        """A run of new weights; returns those of its UNet and text encoder."""
        tokenizer.write(run / "tokenizer", *tokenizer.train(["a", "cat"]))
        average = [{k: v.half().float() for k, v in m.state_dict().items()} for m in make_models(run, SIZES["small"])]
        save_atomically({"average": average, "clock": {"step": 3, "pictures": 96, "seconds": 5.0}}, run / "diffusion" / "checkpoint.pt")
        coder = AutoencoderKL(**autoencoder_config(SIZES["small"]))
        save_atomically(coder.state_dict(), run / "latents" / "autoencoder.pt")
        (run / "latents" / "facts.json").write_text('{"scaling_factor": 0.4, "diffusion": []}')
        judge = new_judge("boxes", self.names).state_dict()
        save_atomically({"average": [judge], "clock": {"step": 7}, "names": self.names}, run / "judge" / "boxes.pt")
        return average

    def test_a_run_starts_from_what_another_gave(self):
        with tempfile.TemporaryDirectory() as folder:
            first, second, given = (Path(folder) / name for name in ("first", "second", "given"))
            average = self.start(first)
            weights.give(first, given)
            weights.take(given, second, "small")
            again = make_models(second, SIZES["small"])
            mean, clock = Average(list(again), 0.9), Clock(10, None)
            optimizers = make_optimizers(list(again), "muon", 1e-3)
            self.assertTrue(Keeper(second / "diffusion" / "checkpoint.pt", mean, optimizers, clock).resume())
            self.assertEqual(clock.step, 0)
            for model, kept, wanted in zip(again, mean.weights, average):
                for name, value in model.state_dict().items():
                    self.assertTrue(torch.equal(value, wanted[name]) and torch.equal(kept[name], wanted[name]), name)
            self.assertEqual(latents_facts(second)["diffusion"][0]["pictures"], 96)
            self.assertEqual(load_judge(second, "boxes", torch.device("cpu"))[1:], (self.names, {"step": 7}))

    def test_a_run_that_forgets_words_keeps_what_draws(self):
        with tempfile.TemporaryDirectory() as folder:
            first, second, given = (Path(folder) / name for name in ("first", "second", "given"))
            self.start(first)
            weights.give(first, given)
            torch.manual_seed(7)
            weights.take(given, second, "small", forget=True)
            unet, text = weights.load(second / "diffusion" / "checkpoint.pt")["average"]
            before, before_text = weights.read(given, "unet"), weights.read(given, "text_encoder")
            self.assertEqual(unet.keys(), before.keys())
            for name, value in unet.items():
                if ".attn2.to_" in name and name.endswith("weight"):
                    self.assertFalse(torch.equal(value, before[name]), name)
                elif ".attn2." not in name:
                    self.assertTrue(torch.equal(value, before[name]), name)
            embedding = next(name for name in text if name.endswith("token_embedding.weight"))
            self.assertFalse(torch.equal(text[embedding], before_text[embedding]))


class FewSteps(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        with tempfile.TemporaryDirectory() as folder:
            tokenizer.write(Path(folder) / "tokenizer", *tokenizer.train(["a", "cat"]))
            self.unet, self.text = make_models(Path(folder), SIZES["small"])
        alphas = DDIMScheduler(**scheduler_config()).alphas_cumprod
        self.paths = Paths(self.unet, self.text, alphas, torch.device("cpu"))

    def solved(self):
        tokens = torch.tensor([[0, 1, 2, 3]] * 2, dtype=torch.int32)
        return self.paths.solve(torch.randn(2, LATENT_CHANNELS, LATENT, LATENT), tokens, torch.tensor([0, 3, 3, 3], dtype=torch.int32))

    def test_a_new_student_says_what_its_teacher_says_whatever_it_is_told(self):
        student = make_student("small", self.unet.state_dict()).eval()
        z, states = torch.randn(2, LATENT_CHANNELS, LATENT, LATENT), torch.randn(2, 4, 128)
        told = guidance_embedding(torch.tensor([1.5, 4.0]), student.config.time_cond_proj_dim)
        with torch.no_grad():
            self.assertTrue(torch.equal(student(z, 499, states, timestep_cond=told).sample, self.unet(z, 499, states).sample))

    def test_a_student_begins_with_what_another_had_learned(self):
        teacher = self.unet.state_dict()
        learned = {name: value + 1 for name, value in make_student("small", teacher).state_dict().items()}
        student = make_student("small", {name: 2 * value for name, value in teacher.items()})
        carry_over(student, teacher, learned)
        for name, value in student.state_dict().items():
            began = 2 * teacher[name] if name in teacher else torch.zeros_like(value)
            self.assertTrue(torch.allclose(value, began + 1, atol=1e-5), name)

    def test_the_guidance_is_told_as_diffusers_tells_it(self):
        pipeline = LatentConsistencyModelPipeline.get_guidance_scale_embedding
        w = torch.tensor([1.0, 3.5, 8.0])
        self.assertLess((guidance_embedding(w, 256) - pipeline(None, w - 1, 256)).abs().max(), 1e-3)

    def test_every_point_of_a_path_has_its_end_and_the_last_step_leads_there(self):
        points = self.solved()
        last = points.levels == 0
        ends = points.ends[last]
        for level in points.levels.unique():
            self.assertTrue(torch.equal(points.ends[points.levels == level], ends))
        # one step from the end the picture that the teacher means under guidance is the end
        self.assertEqual(len(points), 2 * (int(points.levels.max()) + 1))
        self.assertTrue(all(len(site) == len(points) for site in points.maps))

    def test_a_new_student_has_its_teachers_maps_and_learns(self):
        student = make_student("small", self.unet.state_dict())
        recorder = AttentionRecorder(student)
        points = self.solved()
        rows = points.rows(torch.arange(min(4, len(points))))
        apart, divergence = losses(student, recorder, rows, self.paths)
        self.assertLess(divergence.item(), 1e-3)
        (apart + divergence).backward()
        self.assertGreater(student.time_embedding.cond_proj.weight.grad.abs().max().item(), 0)


class Mathematics(unittest.TestCase):
    def test_equalizing_changes_the_latents_but_not_the_picture(self):
        torch.manual_seed(0)
        model = AutoencoderKL(**autoencoder_config(SIZES["small"])).eval()
        picture = torch.rand(1, 3, 32, 32) * 2 - 1
        with torch.no_grad():
            before = model.encode(picture).latent_dist
            picture_before = model.decode(before.mode()).sample
            mean, std = np.linspace(-2, 2, LATENT_CHANNELS), np.geomspace(0.5, 4, LATENT_CHANNELS)
            equalize(model, mean, std, 3.0)
            after = model.encode(picture).latent_dist
            wanted = (before.mode() - torch.tensor(mean)[:, None, None]) * (3 / torch.tensor(std))[:, None, None]
            self.assertLess((after.mode() - wanted).abs().max(), 1e-5)
            self.assertLess((after.std / before.std - (3 / torch.tensor(std))[:, None, None]).abs().max(), 1e-4)
            self.assertLess((model.decode(after.mode()).sample - picture_before).abs().max(), 1e-4)

    def test_orthogonalized_updates_have_singular_values_near_one(self):
        torch.manual_seed(0)
        for shape in ((32, 200), (200, 32)):
            values = torch.linalg.svdvals(orthogonalize(torch.randn(shape)))
            self.assertTrue(0.5 < values.min() and values.max() < 1.4, values)

    def test_grounding_falls_as_attention_moves_into_the_mask(self):
        masks = torch.zeros(1, 8, 16, 16)
        masks[0, 0, :, :8] = 1
        owner = torch.tensor([[0, 1]], dtype=torch.uint8)

        def value(inside: float, outside: float) -> float:
            p = torch.full((1, 2, 16, 16), outside)
            p[..., :8] = inside
            p = p.flatten(2)
            return grounding_loss([torch.stack([1 - p, p], -1)], masks, owner, torch.ones(1), (16,)).item()

        self.assertLess(value(0.9, 0.1), value(0.5, 0.5))
        self.assertLess(value(0.5, 0.5), value(0.1, 0.9))

    def test_the_recorder_sees_every_cross_attention_as_probabilities(self):
        unet = UNet2DConditionModel(**unet_config(SIZES["small"]))
        from diffusers.models.attention_processor import AttnProcessor

        unet.set_attn_processor(AttnProcessor())
        recorder = AttentionRecorder(unet)
        recorder.on = True
        unet(torch.randn(2, LATENT_CHANNELS, LATENT, LATENT), 5, torch.randn(2, 7, 128))
        maps = recorder.take()
        self.assertEqual(sorted(p.shape[2] for p in maps), [64, 64, 64, 64, 256, 256, 256])
        for p in maps:
            self.assertLess((p.sum(-1) - 1).abs().max(), 1e-5)


if __name__ == "__main__":
    unittest.main()
