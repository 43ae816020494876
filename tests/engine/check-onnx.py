# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds an exported net against two other programs: onnx checks that the model is a good one, OpenCV runs it.

usage: check-onnx.py MODEL.onnx IMAGES.npy PROBABILITIES.npy     exit 1 and a sentence where they disagree
"""
import sys

import cv2
import numpy
import onnx

path, images, expected = sys.argv[1], numpy.load(sys.argv[2]), numpy.load(sys.argv[3])
model = onnx.load(path)
onnx.checker.check_model(model, full_check=True)
if model.opset_import[0].version != 13:
    sys.exit(f"operator set {model.opset_import[0].version} instead of 13")

net = cv2.dnn.readNetFromONNX(path)
expected = expected.reshape(len(images), -1)
for image, wanted in zip(images, expected):
    net.setInput(image[numpy.newaxis])
    error = abs(net.forward().reshape(-1) - wanted).max()
    if not error <= 1e-4:
        sys.exit(f"OpenCV's probabilities are {error:g} away")
