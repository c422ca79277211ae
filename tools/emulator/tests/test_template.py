"""Expressions of templates, one by one."""

import unittest

from emulator.failure import ApiError
from emulator.parameters import chosen
from emulator.schemas import create_only
from emulator.template import Scope, evaluate, ordered, parse, referred

TEMPLATE = {
    "Mappings": {"Zones": {"us-east-2": {"first": "us-east-2a"}}},
    "Conditions": {"Yes": {"Fn::Equals": ["1", 1]}, "No": {"Fn::Not": [{"Condition": "Yes"}]}},
    "Resources": {"There": {"Type": "T"}, "Not": {"Type": "T", "Condition": "No"}},
}
KNOWN = {("There", None): "id-1", ("There", "Endpoint.Address"): "db.example"}
SCOPE = Scope(
    TEMPLATE,
    {"AWS::Region": "us-east-2", "Names": ["a", "b"], "Stage": "test"},
    lambda name, part: KNOWN[name, part],
    lambda name: f"export of {name}",
)
CASES = [
    ({"Ref": "Stage"}, "test"),
    ({"Ref": "There"}, "id-1"),
    ({"Fn::GetAtt": ["There", "Endpoint.Address"]}, "db.example"),
    ({"Fn::GetAtt": "There.Endpoint.Address"}, "db.example"),
    ({"Fn::Sub": "${There}/${Stage}/${!Stage}/${There.Endpoint.Address}"}, "id-1/test/${Stage}/db.example"),
    ({"Fn::Sub": ["${X}-${Stage}", {"X": {"Ref": "There"}}]}, "id-1-test"),
    ({"Fn::Join": ["-", {"Ref": "Names"}]}, "a-b"),
    ({"Fn::Select": ["1", {"Fn::Split": [":", "x:y:z"]}]}, "y"),
    ({"Fn::FindInMap": ["Zones", {"Ref": "AWS::Region"}, "first"]}, "us-east-2a"),
    ({"Fn::If": ["Yes", 1, 2]}, 1),
    ({"Fn::If": ["No", 1, {"Ref": "Stage"}]}, "test"),
    ({"A": {"Ref": "AWS::NoValue"}, "B": [1, {"Fn::If": ["No", 1, {"Ref": "AWS::NoValue"}]}]}, {"B": [1]}),
    ({"Fn::And": [{"Condition": "Yes"}, {"Fn::Not": [{"Condition": "No"}]}]}, True),
    ({"Fn::Or": [{"Condition": "No"}, {"Fn::Equals": ["a", "b"]}]}, False),
    ({"Fn::Contains": [["1", "2"], "2"]}, True),
    ({"Fn::ImportValue": "there"}, "export of there"),
    ({"Fn::GetAZs": ""}, ["us-east-2a", "us-east-2b", "us-east-2c"]),
    ({"Fn::Base64": "hi"}, "aGk="),
    ({"Fn::ToJsonString": {"a": {"Ref": "Stage"}}}, '{"a": "test"}'),
    ({"Fn::Length": {"Ref": "Names"}}, 2),
]


class Expressions(unittest.TestCase):
    """Against the scope above."""

    def test_functions(self) -> None:
        for expression, value in CASES:
            with self.subTest(expression):
                self.assertEqual(evaluate(expression, SCOPE), value)

    def test_conditions_of_resources(self) -> None:
        self.assertEqual([SCOPE.exists(name) for name in ("There", "Not", "None")], [True, False, False])

    def test_references_are_found_everywhere(self) -> None:
        value = [
            {"Ref": "A"},
            {"x": {"Fn::GetAtt": ["B", "C"]}},
            {"Fn::Sub": ["${D.E} ${F} ${!G}", {"F": {"Ref": "H"}}]},
        ]
        self.assertLessEqual({"A", "B", "D", "H"}, referred(value))
        self.assertNotIn("G", referred(value))

    def test_order_and_circles(self) -> None:
        def needing(*others: str) -> dict:
            return {"Type": "T", "DependsOn": list(others)}

        self.assertEqual(
            ordered({"Resources": {"C": needing("B"), "B": needing("A"), "A": needing()}}), ["A", "B", "C"]
        )
        with self.assertRaisesRegex(ApiError, r"Circular dependency between resources: \[A, B\]"):
            ordered({"Resources": {"A": needing("B"), "B": needing("A")}})

    def test_yaml_with_short_functions(self) -> None:
        template = parse("Resources:\n  A: { Type: T, Properties: { X: !Ref Stage, Y: !GetAtt There.Arn } }\n")
        self.assertEqual(
            template["Resources"]["A"]["Properties"], {"X": {"Ref": "Stage"}, "Y": {"Fn::GetAtt": ["There", "Arn"]}}
        )

    def test_no_resources_is_no_template(self) -> None:
        for body in ("{}", "", "nonsense", '{"Resources": {}}'):
            with self.subTest(body), self.assertRaises(ApiError):
                parse(body)

    def test_parameters_that_are_refused(self) -> None:
        template = {"Parameters": {"Size": {"Type": "String", "AllowedValues": ["s", "m"]}}}
        for given in (
            [],
            [{"ParameterKey": "Size", "ParameterValue": "l"}],
            [{"ParameterKey": "Size", "UsePreviousValue": True}],
            [{"ParameterKey": "Other", "ParameterValue": "s"}],
        ):
            with self.subTest(given), self.assertRaises(ApiError):
                chosen(template, given, {})

    def test_what_only_a_replacement_changes_is_awss_own_word(self) -> None:
        self.assertIn("CidrBlock", create_only("AWS::EC2::VPC"))
        self.assertIn("ContainerDefinitions", create_only("AWS::ECS::TaskDefinition"))
        self.assertNotIn("DesiredCount", create_only("AWS::ECS::Service"))
        self.assertEqual(create_only("AWS::Nobody::Knows"), frozenset())
