"""MDE-Edit written plainly with diffusers and autograd, to check the product against."""
