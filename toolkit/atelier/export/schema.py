"""The ONNX schema as TypeScript: `python -m atelier.export.schema` writes src/engine/onnx/schema/onnx_pb.ts.

    npm install --no-save --ignore-scripts @bufbuild/protoc-gen-es@2.17.0

The descriptor is the one that the onnx package publishes; protoc's plugin needs no protoc. Its enums become objects, because the
app's TypeScript is erased and never compiled, and comments, which say again what the next line says, go.
"""

import re
import subprocess
from pathlib import Path

import onnx.onnx_ml_pb2 as published
from google.protobuf.compiler import plugin_pb2
from google.protobuf.descriptor_pb2 import FileDescriptorProto

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "src" / "engine" / "onnx" / "schema" / "onnx_pb.ts"

HEADER = "// The published ONNX schema, whole, and therefore long; written by toolkit/atelier/export/schema.py.\n"


def without_enums(source: str) -> str:
    def plain(match: re.Match) -> str:
        name, body = match.groups()
        members = re.sub(r"^(\s+\w+) = (\d+),", r"\1: \2,", body, flags=re.M)
        return f"export const {name} = {{{members}}} as const;\nexport type {name} = (typeof {name})[keyof typeof {name}];\n"

    return re.sub(r"export enum (\w+) \{(.*?)\n\}\n", plain, source, flags=re.S)


def without_comments(source: str) -> str:
    return re.sub(r"\n{2,}(?=[ }])", "\n", re.sub(r"^ */\*\*\n(?: +\*.*\n)+", "", source, flags=re.M))


def main() -> None:
    file = FileDescriptorProto.FromString(published.DESCRIPTOR.serialized_pb)
    file.name = "onnx.proto"
    asked = plugin_pb2.CodeGeneratorRequest(file_to_generate=[file.name], parameter="target=ts", proto_file=[file])
    plugin = ROOT / "node_modules" / ".bin" / "protoc-gen-es"
    made = subprocess.run([plugin], input=asked.SerializeToString(), capture_output=True, check=True)
    source = plugin_pb2.CodeGeneratorResponse.FromString(made.stdout).file[0].content
    OUT.write_text(HEADER + without_comments(without_enums(source)))


if __name__ == "__main__":
    main()
