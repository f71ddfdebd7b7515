"""What each pack's repository holds, as far as it is public: names of files and tensors, element types, which shapes are fixed.

The widths are toys. Everything that a pipeline can get wrong is the repository's own.
"""

from dataclasses import dataclass, field

HEIGHT, WIDTH = 16, 8  # of the latent; not square, so that a swap shows
LENGTH = 77  # tokens that a CLIP text encoder reads
BETAS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "num_train_timesteps": 1000}


@dataclass(frozen=True)
class Graph:
    """One file. `floats` is what crosses its border, `weights` what it keeps and computes in."""

    file: str
    inputs: dict[str, str]  # role to name
    outputs: dict[str, str]
    floats: str = "float32"
    weights: str = "float16"
    ids: str = "int64"  # of input_ids
    time: str = "float32"  # of timestep
    dims: dict[str, tuple[int | str, ...]] = field(default_factory=dict)  # by role; a name is a free dimension


@dataclass(frozen=True)
class Standin:
    name: str
    text: str  # "clip-l" (quick GELU) or "open-clip-h" (GELU)
    unet: str  # "sd", "lcm", "sdxs"
    vae: str  # "kl" or "tiny"
    scale: float  # of latents: what the decoder is given is the latent over it
    pad: str  # token behind the prompt
    graphs: dict[str, Graph]  # by role


def clip(file: str, batch: int | str, length: int | str, **more) -> Graph:
    return Graph(file, {"input_ids": "input_ids"}, {"context": "last_hidden_state"}, dims={"input_ids": (batch, length)}, **more)


def denoiser(file: str, batch: int | str, size: tuple, time: int | str, cond: bool = False, **more) -> Graph:
    names = {"sample": "sample", "timestep": "timestep", "context": "encoder_hidden_states"}
    channels, length = (4, LENGTH) if isinstance(batch, int) else ("num_channels", "sequence_length")
    dims = {"sample": (batch, channels, *size), "timestep": (time,), "context": (batch, length, "hidden")}
    if cond:
        names, dims = names | {"guidance": "timestep_cond"}, dims | {"guidance": (batch, 256)}
    kind = more.pop("time_type", "float32")
    return Graph(file, names, {"prediction": "out_sample"}, dims=dims, time=kind, **more)


def decoder(file: str, latent: str = "latent_sample", image: str = "sample", fixed: bool = False, **more) -> Graph:
    free = ("batch_size", "num_channels_latent", "height_latent", "width_latent")
    return Graph(file, {"latent": latent}, {"image": image}, dims={"latent": (1, 4, HEIGHT, WIDTH) if fixed else free}, **more)


FREE = ("height", "width")
UNET15 = "sd-unet-v1.5-model-b2c4h64w64s77-float16-compute-and-inputs-layernorm.onnx"
VAE15 = "Stable-Diffusion-v1.5-vae-decoder-float16-fp32-instancenorm.onnx"

STANDINS = (
    # microsoft/stable-diffusion-v1.5-webnn: both prompts in one batch of fixed size
    Standin("sd15", "clip-l", "sd", "kl", 0.18215, "<|endoftext|>", {
        "text_encoder": clip("text-encoder.onnx", "batch", "sequence", ids="int32", floats="float16"),
        "denoiser": denoiser(UNET15, 2, (HEIGHT, WIDTH), 2, time_type="int64", floats="float16"),
        "vae_decoder": decoder(VAE15, floats="float16"),
    }),
    # schmuell/sd-turbo-ort-web: half precision inside, single outside
    Standin("sd-turbo", "open-clip-h", "sd", "kl", 0.18215, "!", {
        "text_encoder": clip("text_encoder/model.onnx", "batch_size", "sequence_length", ids="int32"),
        "denoiser": denoiser("unet/model.onnx", "batch_size", FREE, "steps", time_type="int64"),
        "vae_decoder": decoder("vae_decoder/model.onnx"),
    }),
    # jdp8/lcm-dreamshaper-v7-onnx-latest
    Standin("lcm", "clip-l", "lcm", "kl", 0.18215, "<|endoftext|>", {
        "text_encoder": clip("text_encoder/model.onnx", "batch_size", "sequence_length", ids="int32", floats="float16"),
        "denoiser": denoiser("unet/model.onnx", "batch_size", FREE, "steps", cond=True, time_type="int64", floats="float16"),
        "vae_decoder": decoder("vae_decoder/model.onnx", floats="float16"),
    }),
    # skillsafeai/sdxs-512-dreamshaper-onnx-webgpu: everything fixed, one step, a tiny decoder
    Standin("sdxs", "clip-l", "sdxs", "tiny", 1.0, "<|endoftext|>", {
        "text_encoder": clip("text_encoder.onnx", 1, LENGTH),
        "denoiser": denoiser("unet.onnx", 1, (HEIGHT, WIDTH), 1),
        "vae_decoder": decoder("vae_decoder.onnx", "latent", "image", fixed=True),
    }),
)  # fmt: skip
