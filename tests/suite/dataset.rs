//! The tables for query engines hold what the site's CSV files hold.

use crate::common::{FILLED_2021, Folder, program, town};
use parquet::{
    file::reader::{FileReader as _, SerializedFileReader},
    record::{Field, Row},
};
use std::{fs, path::Path};

const COUNTY: &str = "tests/fixtures/county";

/// Its reports have figures of their authors' choice.
const FREE: &str = "tests/golden/free";

/// The column of numbers.
const VALUE: usize = 6;

/// A site's dataset.
fn dataset(root: &str) -> Folder {
    let folder = Folder::new();
    let run = program().args(["data", "-C", root, "-o"]).arg(folder.join("dataset")).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

fn rows(file: &Path) -> Vec<Row> {
    let reader = SerializedFileReader::new(fs::File::open(file).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().map(Result::unwrap).collect()
}

/// A value as CSV files write it: blank if there is none, and without the zeros behind a decimal point.
fn shown(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bool(flag) => flag.to_string(),
        Field::Decimal(_) => without_zeros(&field.to_string()),
        other => other.to_string(),
    }
}

/// A number without the zeros behind its decimal point: a column has one number of decimals, an author's need not.
fn without_zeros(number: &str) -> String {
    let is_decimal = number.contains('.');
    if is_decimal { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number.to_owned() }
}

fn lines(file: &Path) -> Vec<Vec<String>> {
    rows(file).iter().map(|row| row.get_column_iter().map(|(_, field)| shown(field)).collect()).collect()
}

#[test]
fn every_figure_is_that_of_the_csv() {
    let counts = [COUNTY, FREE].map(figures_as_in_the_csv);
    assert!(counts[0] > 1000 && counts[1] > 0, "{counts:?}");
}

/// How many there are.
#[track_caller]
fn figures_as_in_the_csv(root: &str) -> usize {
    fn of_year(year: &Path) -> Vec<Vec<String>> {
        let name = year.file_name().unwrap().to_str().unwrap().strip_prefix("year=").unwrap().to_owned();
        let mut lines = lines(&year.join("cells.parquet"));
        // In the CSV the year stands second.
        for line in &mut lines {
            line.insert(1, name.clone());
        }
        lines
    }

    let folder = dataset(root);
    let run = program().args(["build", "-q", "-C", root, "-o"]).arg(folder.join("public")).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let csv = fs::read(folder.join("public/data/cells.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(csv.strip_prefix(b"\xef\xbb\xbf").unwrap());
    let fields = |line: csv::StringRecord| -> Vec<String> {
        let fields = line.iter().enumerate();
        fields.map(|(at, field)| if at == VALUE { without_zeros(field) } else { field.to_owned() }).collect()
    };
    let mut expected: Vec<_> = reader.records().map(|line| fields(line.unwrap())).collect();
    let years = fs::read_dir(folder.join("dataset/cells")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = years.flat_map(|year| of_year(&year)).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    found.len()
}

#[test]
fn the_same_reports_give_the_same_bytes_and_verify_knows_them() {
    let folder = dataset(COUNTY);
    let first = folder.files("dataset");
    assert_eq!(dataset(COUNTY).files("dataset"), first);
    folder.giar(&["verify", "dataset"]).expect(0);
    fs::write(folder.join("dataset/agencies/agencies.parquet"), "PAR1").unwrap();
    folder.giar(&["verify", "dataset"]).expect(1);
}

#[test]
fn the_description_names_every_file_and_the_columns_it_has() {
    let folder = dataset(COUNTY);
    let description: serde_json::Value = serde_json::from_str(&folder.read("dataset/dataset.json")).unwrap();
    let mut named = vec!["dataset.json".to_owned(), "manifest.sha256".to_owned()];
    for table in description["tables"].as_array().unwrap() {
        let columns: Vec<_> =
            table["columns"].as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap()).collect();
        for file in table["files"].as_array().unwrap() {
            let path = file.as_str().unwrap();
            let reader = SerializedFileReader::new(fs::File::open(folder.join("dataset").join(path)).unwrap()).unwrap();
            let schema = reader.metadata().file_metadata().schema();
            assert!(schema.get_fields().iter().map(|field| field.name()).eq(columns.iter().copied()), "{path}");
            named.push(path.to_owned());
        }
    }
    named.sort();
    assert_eq!(folder.files("dataset").into_keys().collect::<Vec<_>>(), named);
}

#[test]
fn a_site_publishes_it_only_if_asked_and_without_findings() {
    fn paths(site: &crate::common::Site) -> Vec<String> {
        let prepared = site.prepare().unwrap();
        prepared
            .plan
            .iter()
            .map(|planned| planned.address.path.clone())
            .filter(|path| path.starts_with("data/parquet/"))
            .collect()
    }

    let town = || town().with("reports/2023.md", FILLED_2021);
    assert_eq!(paths(&town()), Vec::<String>::new());
    let asked = paths(&town().configured("[downloads]\ndataset = true"));
    assert!(asked.contains(&"data/parquet/dataset.json".to_owned()), "{asked:?}");
    assert!(asked.iter().any(|path| path.starts_with("data/parquet/cells/year=")), "{asked:?}");
    assert!(!asked.iter().any(|path| path.contains("findings")), "{asked:?}");
}

#[test]
fn a_site_is_not_replaced_by_a_dataset() {
    let folder = town().write();
    folder.giar(&["build", "-q"]).expect(0);
    let run = folder.giar(&["data", "-o", "public"]).expect(1);
    assert!(run.stderr.contains("public 里是网站"), "{}", run.stderr);
    assert!(folder.join("public/index.html").is_file());
}
