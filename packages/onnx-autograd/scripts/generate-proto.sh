#!/bin/sh
# Regenerates proto/onnx_pb.{js,d.ts} from proto/onnx.proto (onnx-ml.proto of the onnx Python package).
# Needs protoc (the grpcio-tools Python package has one) and @bufbuild/protoc-gen-es on the PATH.
set -eu
cd "$(dirname "$0")/../proto"
python3 -m grpc_tools.protoc -I. --es_out=. --es_opt=target=js+dts onnx.proto
echo "Now put the notice back at the top of both files."
