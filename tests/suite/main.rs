//! Every integration test in one binary, which links once; those that watch a real disk have their own.

#[path = "../common/mod.rs"]
mod common;

mod any_markdown;
mod any_text;
mod architecture;
mod arithmetic;
mod bounded;
mod brand;
mod charts;
mod chinese;
mod cli;
mod corpus;
mod deployment;
mod disk;
mod documents;
mod drafts;
mod duties;
mod export;
mod fix;
mod formats;
mod golden;
mod import;
mod invalid_inputs;
mod kept;
mod limits;
mod links;
mod manual;
mod payloads;
mod plan;
mod properties;
mod publish;
mod real_prose;
mod real_reports;
mod rebuild;
mod rules;
mod schema;
mod serve;
mod session;
mod summary;
mod start;
mod status;
mod tables;
mod themes;
mod translations;
