//! What the chapter's program prints: a module a page, a function a block of output.
//!
//! Only what is the same on every machine. Times come from the records in `results/`.

pub mod activations;
pub mod backwards;
pub mod fresh_memory;
pub mod how_fast;
pub mod one_operation;
pub mod out_of_the_loop;
pub mod padding_once;
pub mod products;
pub mod same_bits;
pub mod where_the_time_goes;

use course::section::Block;

/// All blocks in the order of the pages.
pub const ALL: &[Block] = &[
    Block::new(
        "where-the-time-goes",
        "slices_written",
        where_the_time_goes::written,
    ),
    Block::new("where-the-time-goes", "slices_same", where_the_time_goes::same),
    Block::new("out-of-the-loop", "inputs_order", out_of_the_loop::order),
    Block::new("out-of-the-loop", "inputs_counts", out_of_the_loop::counts),
    Block::new("padding-once", "padding_schedule", padding_once::schedule),
    Block::new("padding-once", "padding_counts", padding_once::counts),
    Block::new("backwards", "gradients", backwards::gradients),
    Block::new("activations", "activation_values", activations::values),
    Block::new("one-operation", "operation_equal", one_operation::equal),
    Block::new("one-operation", "operation_memory", one_operation::memory),
    Block::new("products", "products_tiles", products::tiles),
    Block::new("products", "products_same", products::same),
    Block::new("products", "products_ways", products::ways),
    Block::new("products", "products_rows", products::by_rows),
    Block::new("same-bits", "shards_split", same_bits::split),
    Block::new("same-bits", "shards_bits", same_bits::bits),
    Block::new("same-bits", "shards_threads", same_bits::threads),
    Block::new("fresh-memory", "memory_faults", fresh_memory::faults),
    Block::new("how-fast", "speed_ladder", how_fast::ladder),
    Block::new("how-fast", "speed_arithmetic", how_fast::arithmetic),
    Block::new("how-fast", "speed_opponents", how_fast::opponents),
    Block::new("how-fast", "speed_layers", how_fast::layers),
    Block::new("how-fast", "speed_packed", how_fast::packed_by_time),
];
