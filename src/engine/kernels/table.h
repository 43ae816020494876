/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of a set's source: the functions above as one table, whose symbol is SET and name SET_NAME. */

#ifndef SET_SINGLE
#define SET_SINGLE SET
#endif

extern const FoveaKernels SET;
extern const FoveaKernels SET_SINGLE;

const FoveaKernels SET = {
  .name = SET_NAME,
  .lanes = LANES,
  .single = &SET_SINGLE,
  .conv_packed_size = conv_packed_size,
  .conv_workspace = conv_workspace,
  .conv_pack = conv_pack,
  .conv_forward = conv_forward,
  .conv_forward_pool = conv_forward_pool,
  .relu_pool_backward = relu_pool_backward,
  .conv_input_gradient = conv_input_gradient,
  .conv_filter_gradient = conv_filter_gradient,
  .pool_forward = pool_forward,
  .pool_backward = pool_backward,
  .activate = activate,
  .activate_backward = activate_backward,
  .fc_forward = fc_forward,
  .fc_input_gradient = fc_input_gradient,
  .fc_weight_gradient = fc_weight_gradient,
  .transpose = transpose,
  .lrn_forward = lrn_forward,
  .lrn_backward = lrn_backward,
  .batchnorm_sum = batchnorm_sum,
  .batchnorm_square_sum = batchnorm_square_sum,
  .batchnorm_forward = batchnorm_forward,
  .batchnorm_backward_sums = batchnorm_backward_sums,
  .batchnorm_backward = batchnorm_backward,
  .dropout = dropout,
  .softmax = softmax,
  .softmax_backward = softmax_backward,
  .cross_entropy = cross_entropy,
  .pack_bytes = pack_bytes,
  .pack_floats = pack_floats,
  .unpack = unpack,
};
