"""python -m unittest discover tests"""

from __future__ import annotations

import sys
import unittest
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import torch

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY / "reference"), str(REPOSITORY / "packages" / "core" / "scripts")]

from mde.attention import Record, controlled, loss_maps  # noqa: E402
from mde.diffusion import schedulers, walk_to_noise  # noqa: E402
from mde.edit import States, edit_step, mde_edit  # noqa: E402
from mde.gates import Plan  # noqa: E402
from mde.inversion import INVERSIONS, Context, direct  # noqa: E402
from mde.losses import Maps, color_consistency, negative_prompt, object_alignment, spatial_ratio, token_ratio  # noqa: E402
from mde.masks import Edit, latent_mask, settle_overlaps, step_mask  # noqa: E402
from mde.prompts import WordEdit, align  # noqa: E402
from mde.settings import Schedule, Settings  # noqa: E402
from tiny_unet import STATE_SIZE, TOKENS, make_unet  # noqa: E402

SCHEDULER = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "steps_offset": 1}


def disc(x: int, y: int, radius: int) -> torch.Tensor:
    rows, columns = torch.meshgrid(torch.arange(64), torch.arange(64), indexing="ij")
    return ((columns - x) ** 2 + (rows - y) ** 2 <= radius**2).float()


def maps(own, injected=None, source=None, negative=None, common_tokens=(), object_scale=5) -> Maps:
    return Maps(own, injected or own, source or own, negative, list(common_tokens), object_scale)


class Attention(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.unet = make_unet()
        self.latent, self.states = torch.randn(1, 4, 32, 32), torch.randn(1, TOKENS, STATE_SIZE)

    def test_recording_changes_nothing(self):
        before = self.unet.attn_processors
        plain = self.unet(self.latent, 501, self.states).sample
        with controlled(self.unet, Record()) as record:
            recorded = self.unet(self.latent, 501, self.states).sample
        torch.testing.assert_close(recorded, plain, rtol=1e-5, atol=1e-5)
        self.assertEqual(self.unet.attn_processors, before)
        self.assertEqual([kind for kind, _ in record.maps], ["self", "cross"] * 7)
        for _, p in record.maps:
            torch.testing.assert_close(p.sum(-1), torch.ones(p.shape[:-1]))
        self.assertEqual([tuple(p.shape) for p in loss_maps(record.maps)], [(1, 2, 256, TOKENS)] * 3)

    def test_injecting_a_branch_into_itself_changes_nothing(self):
        plan = Plan(list(range(TOKENS)), [], Schedule())
        states = States(self.states, torch.zeros_like(self.states), self.states)
        unconditional, target = edit_step(self.unet, self.latent, self.latent, 501, states, plan, done=0)
        plain = partial(self.unet, self.latent, 501)
        torch.testing.assert_close(target, plain(states.target).sample, rtol=1e-5, atol=1e-5)
        torch.testing.assert_close(unconditional, plain(states.unconditional).sample, rtol=1e-5, atol=1e-5)

    def test_the_background_ends_as_it_began(self):
        settings = Settings(steps=6, optimize=0.2)
        forward, inverse = schedulers(SCHEDULER, settings.steps)
        walk = walk_to_noise(self.unet, inverse, self.latent, self.states)
        context = Context(self.unet, forward, walk, self.states, torch.zeros_like(self.states), 7.5)
        edit = Edit(disc(32, 32, 12), [2], [2], changes_shape=False)
        plan = Plan([0, 1, -1, *range(3, TOKENS)], [edit], Schedule())
        mask = latent_mask([edit.mask], 32, 32)
        states = States(self.states, torch.zeros_like(self.states), torch.randn_like(self.states))
        result = mde_edit(self.unet, forward, direct(context), states, plan, [0], mask, settings)
        outside = (mask == 0).expand_as(self.latent)
        self.assertTrue(torch.equal(result.latents[-1][outside], self.latent[outside]))
        self.assertFalse(torch.equal(result.latents[-1][~outside], self.latent[~outside]))


class Losses(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.logits = torch.randn(2, 1, 4, 256, TOKENS, dtype=torch.float64, requires_grad=True)
        self.edit = Edit(disc(30, 34, 15), object_tokens=[2, 3], new_tokens=[2], changes_shape=False)

    def gradient(self, axis: int) -> torch.Tensor:
        own = list(self.logits.softmax(axis).unbind())
        return torch.autograd.grad(object_alignment(maps(own), [self.edit]), self.logits)[0]

    def test_alignment_has_a_gradient_by_tokens_and_none_by_heads(self):
        """The published code's softmax runs over heads, whose mean is then constant."""
        self.assertGreater(self.gradient(axis=-1).norm(), 1e-3)
        self.assertLess(self.gradient(axis=1).norm(), 1e-12)

    def test_alignment_is_least_where_map_and_mask_agree(self):
        inside = self.edit.mask.unfold(0, 4, 4).unfold(1, 4, 4).mean((2, 3)).flatten()
        fitting, opposite = torch.zeros(1, 1, 256, TOKENS), torch.zeros(1, 1, 256, TOKENS)
        fitting[..., 2], opposite[..., 2] = inside, 1 - inside
        self.assertLess(object_alignment(maps([fitting], object_scale=1), [self.edit]), 0.4)
        self.assertGreater(object_alignment(maps([opposite], object_scale=1), [self.edit]), 8)

    def test_consistency_is_nothing_where_new_words_take_all(self):
        new, shared = torch.zeros(1, 4, 256, TOKENS), torch.zeros(1, 4, 256, TOKENS)
        new[..., 2], shared[..., 1] = 1, 1
        loss = lambda own, source: color_consistency(maps([own], source=[source], common_tokens=[1]), [self.edit]).item()  # noqa: E731
        self.assertAlmostEqual(loss(new, torch.zeros_like(shared)), 0, places=6)
        self.assertAlmostEqual(loss(new, shared), 0.25, places=6)
        self.assertAlmostEqual(loss(torch.zeros_like(new), shared), 1, places=6)

    def test_token_ratio_is_the_share_of_all_words_inside_the_mask(self):
        injected = torch.full((1, 4, 256, TOKENS), 0.5)
        self.assertAlmostEqual(token_ratio(maps([injected]), [self.edit]).item(), (1 - 1 / TOKENS) ** 2, places=5)

    def test_spatial_ratio_is_least_where_all_attention_is_inside(self):
        inside = torch.zeros(1, 4, 256, TOKENS)
        inside[..., 2] = (self.edit.mask.unfold(0, 4, 4).unfold(1, 4, 4).amin((2, 3)) > 0).flatten().float()
        self.assertAlmostEqual(spatial_ratio(maps([inside]), [self.edit]).item(), -1, places=4)
        inside[..., 2] = (self.edit.mask.unfold(0, 4, 4).unfold(1, 4, 4).amax((2, 3)) == 0).flatten().float()
        self.assertAlmostEqual(spatial_ratio(maps([inside]), [self.edit]).item(), 3, places=4)

    def test_negative_prompt_is_nothing_where_nothing_is_taken_away(self):
        seen = torch.full((1, 4, 256, TOKENS), 0.5)
        edit = Edit(self.edit.mask, [2], [2], False, removed_tokens=[3])
        self.assertAlmostEqual(negative_prompt(maps([seen], negative=[seen]), [edit]).item(), 0.25, places=6)
        self.assertEqual(negative_prompt(maps([seen], negative=[seen]), [self.edit]).item(), 0)


class Inversions(unittest.TestCase):
    def test_null_text_comes_nearer_than_ddim_and_direct_all_the_way(self):
        """How near, a random UNet cannot say: its error is a few per cent less at most."""
        torch.manual_seed(0)
        unet, latent, states = make_unet(), torch.randn(1, 4, 32, 32), torch.randn(1, TOKENS, STATE_SIZE)
        forward, inverse = schedulers(SCHEDULER, 4)
        walk = walk_to_noise(unet, inverse, latent, states)
        context = Context(unet, forward, walk, states, torch.zeros_like(states), 3.0)
        error = {}
        for name in ("direct", "ddim", "null-text"):
            inversion = INVERSIONS[name](context)
            error[name] = (inversion.trajectory[0] - latent).norm().item()
            self.assertEqual((len(inversion.trajectory), len(inversion.unconditional)), (5, 4))
        self.assertEqual(error["direct"], 0)
        self.assertLess(error["null-text"], 0.99 * error["ddim"])


class Masks(unittest.TestCase):
    def test_the_smaller_mask_is_in_front(self):
        cat, hat = disc(32, 36, 20), disc(32, 20, 8)
        back, front = settle_overlaps([cat, hat])
        self.assertTrue(torch.equal(front, hat))
        self.assertTrue(torch.equal(back, cat * (1 - hat)))

    def test_each_cell_steps_by_its_own_edits_strength(self):
        edits = [Edit(disc(20, 32, 8), [], [], False, strength=0.5), Edit(disc(46, 32, 8), [], [], False, strength=2)]
        mask = step_mask(edits, 32, 32)
        self.assertEqual((mask[16, 10].item(), mask[16, 23].item(), mask[0, 0].item()), (0.5, 2, 0))

    def test_of_equal_masks_the_later_is_in_front(self):
        first, second = settle_overlaps([disc(30, 30, 9), disc(30, 30, 9)])
        self.assertEqual(first.sum(), 0)
        self.assertGreater(second.sum(), 0)


class Words:
    """A tokenizer of one token a word, with the parts of transformers' that are used."""

    model_max_length = 12

    def __call__(self, text, add_special_tokens=True, padding=None, max_length=None, return_offsets_mapping=False):
        offsets, at = [], 0
        for word in text.split():
            at = text.index(word, at)
            offsets.append((at, at + len(word)))
            at += len(word)
        ids = list(range(10, 10 + len(offsets)))
        if add_special_tokens:
            ids = [1, *ids, 2] + [2] * (self.model_max_length - len(ids) - 2)
        return SimpleNamespace(input_ids=ids, offset_mapping=offsets)


class Prompts(unittest.TestCase):
    def test_replaced_and_inserted_words_are_new_and_all_others_correspond(self):
        edits = [WordEdit("cat", "big dog", "big dog"), WordEdit("", "red", "red hat")]
        aligned = align(Words(), "a cat with a hat", "a big dog with a red hat", edits)
        self.assertEqual(aligned.token_map, [0, 1, -1, -1, 3, 4, -1, 5, 6, 7, 8, 9])
        self.assertEqual(aligned.common_tokens, [0, 1, 3, 4, 5, 6, 7, 8, 9])
        self.assertEqual((aligned.object_tokens, aligned.new_tokens), ([[2, 3], [6, 7]], [[2, 3], [6]]))

    def test_refuses_prompts_that_differ_elsewhere(self):
        with self.assertRaisesRegex(ValueError, "shared words"):
            align(Words(), "a cat", "a dog on snow", [WordEdit("cat", "dog", "dog")])
        with self.assertRaisesRegex(ValueError, "does not stand"):
            align(Words(), "a cat", "a dog", [WordEdit("hat", "dog", "dog")])


if __name__ == "__main__":
    unittest.main()
