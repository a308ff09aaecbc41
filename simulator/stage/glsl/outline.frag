#version 120
uniform vec4 outline_color; // as seen

void main() {
  gl_FragColor = outline_color;
}
