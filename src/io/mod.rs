//! Everything that touches the disk, the network or the clock. Nothing outside does.

pub mod clock;
pub mod load;
pub mod publish;
