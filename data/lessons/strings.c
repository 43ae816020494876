/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the lessons in this folder, for translators; nothing compiles this.
 * Written by: python3 tests/po/check-lessons.py . --write */
/* Translators: lecture.lesson, step Lesson */
N_ ("Convolution and pooling, step by step")
/* Translators: lecture.lesson, step start */
N_ ("A filter looks at one patch")
/* Translators: lecture.lesson, step start */
N_ ("The window lies on 3×3 cells of a 7×7 input and makes one number of them. Press Space to let it move.")
/* Translators: lecture.lesson, step products */
N_ ("Nine products, one number")
/* Translators: lecture.lesson, step products */
N_ ("Each cell is multiplied by the weight that lies on it. The nine products and the bias add up to one cell of the output.")
/* Translators: lecture.lesson, step products */
N_ ("Step back and forth with the arrow keys and check one sum in your head.")
/* Translators: lecture.lesson, step map */
N_ ("All places make a map")
/* Translators: lecture.lesson, step map */
N_ ("There are five places across and five down: the filter has drawn a 5×5 activation map.")
/* Translators: lecture.lesson, step map */
N_ ("Click a cell of the output to see which part of the input it came from.")
/* Translators: lecture.lesson, step stride-2 */
N_ ("What will stride 2 give?")
/* Translators: lecture.lesson, step stride-2 */
N_ ("Now the window jumps two cells at a time, across and down. How many places does it find?")
/* Translators: lecture.lesson, step stride-3 */
N_ ("Stride 3 does not fit")
/* Translators: lecture.lesson, step stride-3 */
N_ ("From its start at 3 the window jumps to 6 and sticks out by two cells: (7 − 3)/3 + 1 = 2.33 is no number of places.")
/* Translators: lecture.lesson, step stride-3 */
N_ ("Look at what would make it fit, and click one of those.")
/* Translators: lecture.lesson, step pad-1 */
N_ ("One ring of zeros repairs it")
/* Translators: lecture.lesson, step pad-1 */
N_ ("With padding 1 there are nine cells to a side. Windows start at 0, 3 and 6, and the last one ends flush with the edge.")
/* Translators: lecture.lesson, step pad-1 */
N_ ("Take the padding away again, or make it 2: does that fit?")
/* Translators: lecture.lesson, step photograph */
N_ ("The same window on a photograph")
/* Translators: lecture.lesson, step photograph */
N_ ("A photograph is a grid of numbers too. This filter takes the left of each patch from its right: it answers to upright edges.")
/* Translators: lecture.lesson, step photograph */
N_ ("Point at a map to see the numbers, then choose another filter.")
/* Translators: lecture.lesson, step relu */
N_ ("Keep what answers")
/* Translators: lecture.lesson, step relu */
N_ ("Under the window the left is brighter: the sum is negative, and ReLU puts zero in its place. What is left of the map is where the filter found its edge.")
/* Translators: lecture.lesson, step pool */
N_ ("And make it smaller")
/* Translators: lecture.lesson, step pool */
N_ ("Max pooling keeps the largest number of each 2×2 patch. The map has a quarter of its cells left, and the edges are still there.")
/* Translators: lecture.lesson, step learned */
N_ ("Pick up a learned filter")
/* Translators: lecture.lesson, step learned */
N_ ("Nobody designed these six 5×5 filters: LeNet-5 found them while it learned to read digits. They are numbers like any others, and can be stepped over any picture.")
/* Translators: lecture.lesson, step learned */
N_ ("Click a filter, then play: every product is there.")
/* Translators: lecture.lesson, step learned */
N_ ("Filters are designed by people.")
/* Translators: lecture.lesson, step F1 */
N_ ("Fully connected: everything at once")
/* Translators: lecture.lesson, step F1 */
N_ ("A filter as large as the image has one place only. Each of these 10 outputs is one dot product of 3,072 weights with the whole 32×32×3 image: that is a fully connected layer.")
/* Translators: lecture.lesson, step F1 */
N_ ("Make the filter smaller and watch places appear.")
/* Translators: lecture.lesson, step C1 */
N_ ("Slide a small filter instead")
/* Translators: lecture.lesson, step C1 */
N_ ("A 5×5×3 filter slides over the 32×32×3 image and takes a dot product at each place. It moves across and down only: it always reaches through the full depth.")
/* Translators: lecture.lesson, step C2 */
N_ ("One number is a 75-dimensional dot product")
/* Translators: lecture.lesson, step C2 */
N_ ("Under the window lie 5·5·3 = 75 numbers. They meet the 75 weights of the filter, and its one bias is added.")
/* Translators: lecture.lesson, step C2 */
N_ ("Read the three sums, one for each slice: they flow together into one number.")
/* Translators: lecture.lesson, step C2 */
N_ ("A 5×5 filter on a colour image has 25 weights.")
/* Translators: lecture.lesson, step C3 */
N_ ("One filter, one map of 28×28")
/* Translators: lecture.lesson, step C3 */
N_ ("There are 28 places across and 28 down. However deep the image is, one filter makes one map.")
/* Translators: lecture.lesson, step C3-two */
N_ ("A second filter, a second map")
/* Translators: lecture.lesson, step C3-two */
N_ ("Another filter with other weights looks at the same places and makes a map of its own.")
/* Translators: lecture.lesson, step C3-six */
N_ ("Six filters make a new image")
/* Translators: lecture.lesson, step C3-six */
N_ ("Six maps lie on one another like the slices of an image: a “new image” of 28×28×6.")
/* Translators: lecture.lesson, step C3-six */
N_ ("Change the depth of the input: the number of maps stays.")
/* Translators: lecture.lesson, step C3-six */
N_ ("Colour in, colour out: three slices and six filters make eighteen maps.")
/* Translators: lecture.lesson, step C4 */
N_ ("A ConvNet stacks such layers")
/* Translators: lecture.lesson, step C4 */
N_ ("The first layer turns 32×32×3 into 28×28×6, and ReLU follows. What comes out is what the next layer takes in.")
/* Translators: lecture.lesson, step C4-second */
N_ ("The second layer reads maps, not pixels")
/* Translators: lecture.lesson, step C4-second */
N_ ("Ten 5×5×6 filters turn 28×28×6 into 24×24×10. Through the first layer each of these numbers depends on 9×9 pixels of the image.")
/* Translators: lecture.lesson, step C4-second */
N_ ("Click a cell of the last volume and see what it depends on.")
/* Translators: lecture.lesson, step C4-second */
N_ ("Deep filters are pictures.")
/* Translators: lecture.lesson, step C5 */
N_ ("From edges to things")
/* Translators: lecture.lesson, step C5 */
N_ ("First layers answer to edges and colours. Later ones combine such maps into corners, textures and parts, and a linear classifier reads the last.")
/* Translators: lecture.lesson, step C6 */
N_ ("A bank of 32 filters and its 32 maps")
/* Translators: lecture.lesson, step C6 */
N_ ("A net learned these 32 filters of 5×5×3 while it learned to tell shapes apart. Each makes one map of the same image, bright where the image looks like the filter.")
/* Translators: lecture.lesson, step C6 */
N_ ("Click a filter to step it over the picture, product by product.")
/* Translators: lecture.lesson, step C7 */
N_ ("Does the layer flip its filter?")
/* Translators: lecture.lesson, step C7 */
N_ ("A single 1 in the input paints the filter into the map, turned by half a turn. The layer does not flip: what it computes is called cross-correlation.")
/* Translators: lecture.lesson, step C7 */
N_ ("Compare the corners of the filter with those of the map.")
/* Translators: lecture.lesson, step C7 */
N_ ("The layer flips its filter.")
/* Translators: lecture.lesson, step C7-flipped */
N_ ("True convolution does")
/* Translators: lecture.lesson, step C7-flipped */
N_ ("f[x, y] * g[x, y] sums f[n₁, n₂] · g[x − n₁, y − n₂]: the filter is turned first, and the lower map shows 1 to 9 upright. A learned filter needs no turning: it would only be learned the other way round.")
/* Translators: lecture.lesson, step C7-flipped */
N_ ("Choose other numbers for the input, and compare the two maps place by place.")
/* Translators: lecture.lesson, step C20 */
N_ ("The classic demo: three slices, two filters")
/* Translators: lecture.lesson, step C20 */
N_ ("A 5×5×3 input in a ring of zeros, two 3×3×3 filters, stride 2: (5 − 3 + 2·1)/2 + 1 = 3. At each place three slice sums and the bias make one number.")
/* Translators: lecture.lesson, step C20 */
N_ ("Step through all 18 positions: across, down, next filter.")
/* Translators: lecture.lesson, step C20-second */
N_ ("Then the second filter")
/* Translators: lecture.lesson, step C20-second */
N_ ("The tenth number is the first of the second map: same places, other weights, another bias. The output is a volume of 3×3×2.")
/* Translators: lecture.lesson, step C8 */
N_ ("A closer look at the places")
/* Translators: lecture.lesson, step C8 */
N_ ("7×7 input, 3×3 filter: count the places across while the window moves, one cell at a time. Five, so the output is 5×5.")
/* Translators: lecture.lesson, step C9 */
N_ ("The same with stride 2")
/* Translators: lecture.lesson, step C9 */
N_ ("The window starts at cells 0, 2 and 4: three places a side, a 3×3 output.")
/* Translators: lecture.lesson, step C10 */
N_ ("The same with stride 3?")
/* Translators: lecture.lesson, step C10 */
N_ ("A 3×3 filter is to move over a 7×7 input by three cells at a time. Will it end flush with the edge?")
/* Translators: lecture.lesson, step C11 */
N_ ("Output size: ({N} − {F})/stride + 1")
/* Translators: lecture.lesson, step C11 */
N_ ("{N} − {F} cells are left to jump over, in jumps of the stride; the + 1 is the first place, before any jump. For {N} = 7 and {F} = 3 that is 5, 3 and 2.33 for strides 1, 2 and 3.")
/* Translators: lecture.lesson, step C11 */
N_ ("Find all strides that fit a 9×9 input.")
/* Translators: lecture.lesson, step C11 */
N_ ("The + 1 in the formula is magic.")
/* Translators: lecture.lesson, step C11-down */
N_ ("What frameworks do: round down")
/* Translators: lecture.lesson, step C11-down */
N_ ("PyTorch rounds 2.33 down to 2 and says nothing. The last row and the last column are never seen.")
/* Translators: lecture.lesson, step C11-down */
N_ ("Switch between the ways to round, and compare what each ignores or invents.")
/* Translators: lecture.lesson, step C11-down */
N_ ("A misfit is a crash, or it loses cells evenly on all sides.")
/* Translators: lecture.lesson, step C11-zeros */
N_ ("Sometimes only padding is lost")
/* Translators: lecture.lesson, step C11-zeros */
N_ ("A 6×6 input in a ring of zeros, stride 2: 3.5 is rounded down to 3. What no window reaches is one row and one column of zeros; all 36 numbers are seen.")
/* Translators: lecture.lesson, step C11-zeros */
N_ ("Take the padding away: how many numbers are lost then?")
/* Translators: lecture.lesson, step C11-zeros */
N_ ("A misfit always loses pixels.")
/* Translators: lecture.lesson, step C11-padding */
N_ ("And so it is at full size")
/* Translators: lecture.lesson, step C11-padding */
N_ ("224 cells, {F} = 11, stride 4, padding 2: 55.25. Rounded down to 55, it is again one row and one column of zeros that no window reaches.")
/* Translators: lecture.lesson, step C12 */
N_ ("Pad the border with zeros")
/* Translators: lecture.lesson, step C12 */
N_ ("With one ring of zeros the 3×3 filter finds seven places a side: the output is as large as the input.")
/* Translators: lecture.lesson, step C12-keep */
N_ ("A padding of ({F} − 1)/2 keeps the size")
/* Translators: lecture.lesson, step C12-keep */
N_ ("A 5×5 filter loses four cells a side at stride 1. Two rings of zeros bring them back; for 3×3 it takes one ring, for 7×7 three.")
/* Translators: lecture.lesson, step C12-seven */
N_ ("Three rings for a 7×7 filter")
/* Translators: lecture.lesson, step C12-seven */
N_ ("A filter as large as the input has one place; three rings of zeros give it seven a side.")
/* Translators: lecture.lesson, step C12-even */
N_ ("Even filters cannot keep it")
/* Translators: lecture.lesson, step C12-even */
N_ ("A 4×4 filter loses three cells a side, and padding brings back an even number: the size stays only for odd {F}, and only at stride 1.")
/* Translators: lecture.lesson, step C12-even */
N_ ("Padding always keeps the size.")
/* Translators: lecture.lesson, step C12-twice */
N_ ("Padding counts twice")
/* Translators: lecture.lesson, step C12-twice */
N_ ("{P} cells stand before the input and {P} behind it: with {P} = 2 the window moves over 2 + 7 + 2 = 11 cells.")
/* Translators: lecture.lesson, step C12-twice */
N_ ("Padding adds {P} to the size.")
/* Translators: lecture.lesson, step C12-dark */
N_ ("Padding is not free of charge")
/* Translators: lecture.lesson, step C12-dark */
N_ ("An input of ones, blurred: 1 inside, but 6/9 along the edges and 4/9 in the corners. The zeros of the padding were averaged in.")
/* Translators: lecture.lesson, step C12-dark */
N_ ("Padding is harmless.")
/* Translators: lecture.lesson, step C13 */
N_ ("Without padding images shrink fast")
/* Translators: lecture.lesson, step C13 */
N_ ("A 5×5 filter takes four cells a side: 32 becomes 28, and 28 becomes 24 …")
/* Translators: lecture.lesson, step C13 */
N_ ("Add layers on the right. How many until none fits?")
/* Translators: lecture.lesson, step C13-again */
N_ ("… until nothing is left")
/* Translators: lecture.lesson, step C13-again */
N_ ("Layer by layer four cells more are lost: 32, 28, 24, 20, 16, 12, 8, 4. The eighth layer finds no place any more.")
/* Translators: lecture.lesson, step C13-padded */
N_ ("Padding keeps them as they are")
/* Translators: lecture.lesson, step C13-padded */
N_ ("With two rings of zeros each 5×5 layer gives back the 32 cells a side that it took: now there may be as many layers as one likes.")
/* Translators: lecture.lesson, step C14 */
N_ ("Exercise: the output volume")
/* Translators: lecture.lesson, step C14 */
N_ ("A 32×32×3 input, ten 5×5 filters, stride 1, padding 2. What is the size of the output volume?")
/* Translators: lecture.lesson, step C15 */
N_ ("Exercise: the number of parameters")
/* Translators: lecture.lesson, step C15 */
N_ ("The same layer: ten 5×5 filters on a 32×32×3 input. How many numbers does it have to learn?")
/* Translators: lecture.lesson, step C15 */
N_ ("A 5×5 filter on a colour image has 25 weights, and each place has its own bias.")
/* Translators: lecture.lesson, step C16 */
N_ ("The convolution layer in short")
/* Translators: lecture.lesson, step C16 */
N_ ("It takes {N}×{H}×{D} and {K}, {F}, {S} and {P}. It gives ({N} − {F} + 2{P})/{S} + 1 columns, as many rows by {H}, and {K} slices, and learns {F}·{F}·{D}·{K} weights and {K} biases: here 750 and 10.")
/* Translators: lecture.lesson, step C16 */
N_ ("Slice d of the output is the d-th filter, slid over the whole input, plus the d-th bias. Pick a cell and check.")
/* Translators: lecture.lesson, step C16-matrix */
N_ ("The same layer as one matrix product")
/* Translators: lecture.lesson, step C16-matrix */
N_ ("Write each patch as a column and each filter as a row: one product of two matrices makes all outputs at once. Most programs compute a convolution this way and call it im2col.")
/* Translators: lecture.lesson, step C16-matrix */
N_ ("Point at a number of X: one number of the input stands in several columns.")
/* Translators: lecture.lesson, step C17 */
N_ ("Common settings: {F} = 3, {S} = 1, {P} = 1")
/* Translators: lecture.lesson, step C17 */
N_ ("The size stays, and {K} is a power of two: 32, 64, 128, …")
/* Translators: lecture.lesson, step C17-five */
N_ ("Common settings: {F} = 5, {S} = 1, {P} = 2")
/* Translators: lecture.lesson, step C17-five */
N_ ("A larger filter with its ring of two: the size stays as well.")
/* Translators: lecture.lesson, step C17-stride */
N_ ("{F} = 5, {S} = 2, {P} = whatever fits?")
/* Translators: lecture.lesson, step C17-stride */
N_ ("On a 32×32 input the stride has 32 − 5 = 27 cells to jump over, and padding adds an even number. Which padding fits?")
/* Translators: lecture.lesson, step C17-odd */
N_ ("On an odd input every padding fits")
/* Translators: lecture.lesson, step C17-odd */
N_ ("33 − 5 = 28 is even, and stays even with any padding: here each {P} fits, and the size goes to about a half.")
/* Translators: lecture.lesson, step C17-one */
N_ ("Common settings: {F} = 1, {S} = 1, {P} = 0")
/* Translators: lecture.lesson, step C17-one */
N_ ("A window of one cell always fits and keeps the size. What is it good for?")
/* Translators: lecture.lesson, step C18 */
N_ ("1×1 convolutions make sense")
/* Translators: lecture.lesson, step C18 */
N_ ("56×56×64 in, 32 filters of 1×1×64: each number is a dot product through all 64 slices, and 56×56×32 comes out.")
/* Translators: lecture.lesson, step C18 */
N_ ("Set the depth to 1 to see when a 1×1 filter only scales.")
/* Translators: lecture.lesson, step C18 */
N_ ("A 1×1 filter does nothing.")
/* Translators: lecture.lesson, step C18-groups */
N_ ("In groups each filter sees a part")
/* Translators: lecture.lesson, step C18-groups */
N_ ("Two groups: the first two filters see slices 0 and 1, the last two see 2 and 3. Half of the weights are gone: 76 parameters instead of 148.")
/* Translators: lecture.lesson, step C18-groups */
N_ ("Set the groups to 4: one slice for each filter is called depthwise. A 1×1 layer behind it mixes the slices again.")
/* Translators: lecture.lesson, step C18-separable */
N_ ("A filter that is two")
/* Translators: lecture.lesson, step C18-separable */
N_ ("Sobel’s filter is a column times a row: each of its nine weights is one of 1, 2, 1 times one of −1, 0, 1. So two thin filters, one behind the other, must do the same.")
/* Translators: lecture.lesson, step C18-separable */
N_ ("Remember the nine numbers that come out.")
/* Translators: lecture.lesson, step C18-down */
N_ ("First the column …")
/* Translators: lecture.lesson, step C18-down */
N_ ("A filter of three rows and one column, 1, 2, 1, slides over the same input: three rows of five numbers come out.")
/* Translators: lecture.lesson, step C18-across */
N_ ("… then the row")
/* Translators: lecture.lesson, step C18-across */
N_ ("Those fifteen numbers are the input now, and −1, 0, 1 slides across them. The same nine numbers come out, with 3 + 3 weights instead of 9.")
/* Translators: lecture.lesson, step C18-across */
N_ ("For 7×7 it would be 14 instead of 49. Most filters that a net learns are no such product.")
/* Translators: lecture.lesson, step C19 */
N_ ("The neurons’ view")
/* Translators: lecture.lesson, step C19 */
N_ ("A map is a sheet of 28×28 neurons, each connected to its own 5×5 patch, its receptive field, and all of them share their weights.")
/* Translators: lecture.lesson, step C19 */
N_ ("Follow the arrows of one colour: neighbours use the same weight on different cells.")
/* Translators: lecture.lesson, step C19-five */
N_ ("Five neurons look at each place")
/* Translators: lecture.lesson, step C19-five */
N_ ("Five filters make a grid of 28×28×5 neurons: five of them, one above the other, look at the same patch and find different things in it.")
/* Translators: lecture.lesson, step C19-field */
N_ ("Two 3×3 see as much as one 5×5")
/* Translators: lecture.lesson, step C19-field */
N_ ("Each filter is 3×3, but the second one looks at numbers that have looked around already: a cell of the last map depends on 5×5 cells of the image.")
/* Translators: lecture.lesson, step C19-field */
N_ ("Choose layer 1 and see how much less that one looks at.")
/* Translators: lecture.lesson, step C19-field */
N_ ("The receptive field is always {F}.")
/* Translators: lecture.lesson, step C19-field-three */
N_ ("And three see 7×7")
/* Translators: lecture.lesson, step C19-field-three */
N_ ("Each layer more adds {F} − 1 = 2 cells a side. With strides it grows faster: each step there counts for as many cells as all strides before it multiply to.")
/* Translators: lecture.lesson, step C19-field-three */
N_ ("Make layer 1 a pooling of 2×2 with stride 2.")
/* Translators: lecture.lesson, step C19-count */
N_ ("Sharing, counted")
/* Translators: lecture.lesson, step C19-count */
N_ ("From 32×32×3 to 28×28×6: 14,455,392 parameters fully connected, 357,504 connected to patches without sharing, and 456 with it.")
/* Translators: lecture.lesson, step C19-count */
N_ ("Make the input larger: the count stays.")
/* Translators: lecture.lesson, step C19-count */
N_ ("A larger image needs more parameters.")
/* Translators: lecture.lesson, step C19-here */
N_ ("Sharing finds a thing anywhere")
/* Translators: lecture.lesson, step C19-here */
N_ ("This filter looks for an L, and its map has its 5 where the L is. Remember where that is.")
/* Translators: lecture.lesson, step C19-there */
N_ ("Shift the input and the map shifts")
/* Translators: lecture.lesson, step C19-there */
N_ ("The L has moved one cell down and two to the right, and so has the 5. Nobody had to learn the L again for its new place.")
/* Translators: lecture.lesson, step C19-there */
N_ ("Sharing weights only saves memory.")
/* Translators: lecture.lesson, step B1 */
N_ ("Back through the same window")
/* Translators: lecture.lesson, step B1 */
N_ ("Say each output could be a little larger: its gradient is 1. Under the window the filter is added to the input’s gradient, and the patch to the weights’ gradient.")
/* Translators: lecture.lesson, step B1 */
N_ ("Step on: where windows overlap, more than one output pulls at the same input.")
/* Translators: lecture.lesson, step B1-cell */
N_ ("One output alone")
/* Translators: lecture.lesson, step B1-cell */
N_ ("Only the output under the box has a gradient here. The filter comes back to the nine inputs that made it, and the weights get the patch: that is what this one place has to say.")
/* Translators: lecture.lesson, step B1-cell */
N_ ("Step to other places: each has something else to say to the same nine weights.")
/* Translators: lecture.lesson, step B2 */
N_ ("Nine weights, one gradient")
/* Translators: lecture.lesson, step B2 */
N_ ("There are 25 places but only nine weights. What the places have to say is added up, and all of them learn from the sum.")
/* Translators: lecture.lesson, step B2 */
N_ ("Step back and forth, and watch the nine numbers of the weight gradient gather.")
/* Translators: lecture.lesson, step B2 */
N_ ("Each position has its own gradient.")
/* Translators: lecture.lesson, step B3 */
N_ ("A loss tells which way")
/* Translators: lecture.lesson, step B3 */
N_ ("The target t is what a Sobel filter makes of this input. Output less target is the gradient that goes back: large where the layer is far off, zero where it is right.")
/* Translators: lecture.lesson, step B4 */
N_ ("Train this filter")
/* Translators: lecture.lesson, step B4 */
N_ ("Each step takes the nine weights a little against their gradient. The filter becomes the one that made the target, and nobody told it that one.")
/* Translators: lecture.lesson, step B4 */
N_ ("Press Space. Then make the rate ten times as high and see the loss grow.")
/* Translators: lecture.lesson, step B5 */
N_ ("The way back as a layer of its own")
/* Translators: lecture.lesson, step B5 */
N_ ("Transposed convolution does to numbers what going back does to gradients: each number stamps the filter into a larger output, here (4 − 1)·2 + 3 = 9 cells a side.")
/* Translators: lecture.lesson, step B5 */
N_ ("Make the stride 3: the stamps no longer overlap.")
/* Translators: lecture.lesson, step P1 */
N_ ("Pooling makes volumes smaller")
/* Translators: lecture.lesson, step P1 */
N_ ("Each map becomes smaller by itself: 224×224×64 goes in, 112×112×64 comes out.")
/* Translators: lecture.lesson, step P1-apart */
N_ ("Slices stay apart")
/* Translators: lecture.lesson, step P1-apart */
N_ ("Two slices go in and two come out. The window looks at one of them at a time and never adds them up.")
/* Translators: lecture.lesson, step P1-apart */
N_ ("Pooling mixes the channels.")
/* Translators: lecture.lesson, step P2 */
N_ ("Max pooling: the largest of four")
/* Translators: lecture.lesson, step P2 */
N_ ("A 2×2 window with stride 2 keeps the largest number of each patch. What does it keep of 1, 1, 5 and 6?")
/* Translators: lecture.lesson, step P2-all */
N_ ("Sixteen numbers become four")
/* Translators: lecture.lesson, step P2-all */
N_ ("6, 8, 3 and 4: each is the largest of its own patch, and the patches do not overlap.")
/* Translators: lecture.lesson, step P2-all */
N_ ("Change the kind to average and compare.")
/* Translators: lecture.lesson, step P2-tie */
N_ ("On a tie the first one wins")
/* Translators: lecture.lesson, step P2-tie */
N_ ("All four are 2, and so is the largest. Which of them it was matters when the net learns: the first, row by row, gets the credit.")
/* Translators: lecture.lesson, step P2-tie */
N_ ("On a tie all the largest win.")
/* Translators: lecture.lesson, step P3 */
N_ ("Two choices, nothing to learn")
/* Translators: lecture.lesson, step P3 */
N_ ("({N} − {F})/{S} + 1 columns, as many rows by {H}, and {D} slices as before. {F} and {S} are chosen, padding is unusual, and there are no weights at all.")
/* Translators: lecture.lesson, step P3 */
N_ ("Pooling learns.")
/* Translators: lecture.lesson, step P3-overlap */
N_ ("{F} = 3, {S} = 2 on 32?")
/* Translators: lecture.lesson, step P3-overlap */
N_ ("The other common setting: windows of three that overlap by one. Does that fit on a side of 32?")
/* Translators: lecture.lesson, step P3-odd */
N_ ("It fits on 33")
/* Translators: lecture.lesson, step P3-odd */
N_ ("(33 − 3)/2 + 1 = 16: with one cell more the last window ends flush.")
/* Translators: lecture.lesson, step P3-still */
N_ ("What happens if the input moves?")
/* Translators: lecture.lesson, step P3-still */
N_ ("Pooled, the 5 and the 9 stand in the left column. Now think of the whole input moved by one cell to the right.")
/* Translators: lecture.lesson, step P3-moved */
N_ ("One stayed, one jumped")
/* Translators: lecture.lesson, step P3-moved */
N_ ("The 5 is still in its patch and the output did not notice. The 9 crossed into the next patch: pooling forgives small shifts, but only within its window.")
/* Translators: lecture.lesson, step P3-moved */
N_ ("Pooling makes a net blind to shifts.")
/* Translators: lecture.lesson, step P4 */
N_ ("Where a pool’s gradient goes")
/* Translators: lecture.lesson, step P4 */
N_ ("1, 2, 3 and 4 come back. Each goes to the number that won its window, and the other twelve get nothing: they made no difference to the output.")
/* Translators: lecture.lesson, step P4 */
N_ ("Change the kind to average: now all four of a window get a share.")
/* Translators: lecture.lesson, step P4-length */
N_ ("L2 pooling keeps a length")
/* Translators: lecture.lesson, step P4-length */
N_ ("The root of the sum of squares is the length of the four numbers as a vector. Going back, each gets its part of it: the gradient times x/y.")
/* Translators: lecture.lesson, step F1-end */
N_ ("The last layers: fully connected again")
/* Translators: lecture.lesson, step F1-end */
N_ ("At the end a volume is read as a whole: on 5×5×16 numbers each of 120 outputs has 400 weights and a bias, 48,120 in all. That is LeNet’s layer C5.")
/* Translators: lecture.lesson, step N2-batches */
N_ ("The loss jumps about while it falls")
/* Translators: lecture.lesson, step N2-batches */
N_ ("Every dot of the loss is one small batch of images, and some batches are harder than others. What falls is the trend, not each number.")
/* Translators: lecture.lesson, step N2-batches */
N_ ("Press Start, open Curves, and compare two neighbouring batches with two whole epochs.")
/* Translators: lecture.lesson, step N2-batches */
N_ ("The loss falls with every batch.")
/* Translators: lecture.lesson, step N2-accuracy */
N_ ("Two accuracies, and one that counts")
/* Translators: lecture.lesson, step N2-accuracy */
N_ ("One curve is the accuracy on images that the net learns from, the other on images that it never learns from. Only the second says what it can do.")
/* Translators: lecture.lesson, step N2-accuracy */
N_ ("Choose “Only 200 Images” under Experiments: the first curve climbs to 100 %, the second stops below 90 %.")
/* Translators: lecture.lesson, step N2-accuracy */
N_ ("Training accuracy is skill.")
/* Translators: lecture.lesson, step N2-certainty */
N_ ("Sure, and wrong")
/* Translators: lecture.lesson, step N2-certainty */
N_ ("The scores add up to one, so one of them is large even for an image unlike all that the net has seen. A net that has learned its images by heart is most sure where it is wrong.")
/* Translators: lecture.lesson, step N2-certainty */
N_ ("Choose “Only 200 Images” under Experiments, then open Answers: its mistakes are there, the surest on top.")
/* Translators: lecture.lesson, step N2-certainty */
N_ ("A score is certainty.")
