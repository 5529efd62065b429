"""A training step and an inference of the tutorial's model in Keras on TensorFlow.

python keras_step.py IDS [jit]
"""

import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy
import tensorflow as tf
from keras import layers

import timing


def main():
    tf.config.threading.set_intra_op_parallelism_threads(timing.THREADS)
    keras.utils.set_random_seed(1)
    rows, _, targets = timing.batch(sys.argv[1])
    ids, targets = tf.constant(rows, tf.int32), tf.constant(numpy.array(targets)[:, None], tf.float32)
    model = keras.Sequential([
        layers.Embedding(timing.VOCAB_SIZE, timing.WIDTH),
        layers.LSTM(timing.WIDTH),
        layers.Dense(timing.WIDTH, activation="relu"),
        layers.Dense(1),
    ])
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        jit_compile="jit" in sys.argv[2:],
    )
    model.build((timing.BATCH, timing.TIME))
    step = tf.function(
        lambda: model(ids, training=False), jit_compile="jit" in sys.argv[2:]
    )
    train_step = timing.spread(lambda: model.train_on_batch(ids, targets))
    inference = timing.spread(lambda: step().numpy())
    version = f"{keras.__version__}, TensorFlow {tf.__version__}"
    timing.report(version, train_step, inference)


main()
