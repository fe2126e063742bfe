#version 330 core
// Depth only: lays down a translucent layer's nearest surface before its colour.

void main() {}
